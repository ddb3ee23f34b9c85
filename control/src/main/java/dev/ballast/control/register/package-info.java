// SPDX-License-Identifier: Apache-2.0
/** Which failures were tried, when and with what result, and which never were. */
@NullMarked
package dev.ballast.control.register;

import org.jspecify.annotations.NullMarked;
