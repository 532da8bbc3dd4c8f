#pragma once

#include <string>

namespace metarl {

// The number that a decimal text stands for, nearest double; false, and the value left, where the text is anything but
// sign, digits, point and exponent ("inf", hexadecimal and blanks are not taken), is longer than 40 characters or is
// beyond all doubles.
bool read_real(const std::string& text, double& value);

// The shortest decimal text that is read as just this finite number: without an exponent from 1e-4 up to 1e15.
std::string format_real(double value);

}  // namespace metarl
