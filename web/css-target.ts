/** light-dark() follows the host's colour scheme, which no rewriting for older browsers can know: it is left as it is. */
export const CSS_TARGET = ['chrome123', 'firefox120', 'safari17.5'];
