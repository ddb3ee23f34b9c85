// SPDX-License-Identifier: Apache-2.0
/** Scaling before the load is there, and a model of what that is worth. */
@NullMarked
package dev.ballast.control.predict.scaling;

import org.jspecify.annotations.NullMarked;
