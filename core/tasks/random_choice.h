// The yardstick of no adaptation at all: any action of a family with discrete ones, each as likely.
#pragma once

#include "tasks/yardstick.h"

namespace metarl {

YardstickEntry random_choice();

}  // namespace metarl
