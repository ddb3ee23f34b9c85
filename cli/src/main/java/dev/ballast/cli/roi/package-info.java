// SPDX-License-Identifier: Apache-2.0
/** {@code ballast roi}: is another nine worth its price? */
@NullMarked
package dev.ballast.cli.roi;

import org.jspecify.annotations.NullMarked;
