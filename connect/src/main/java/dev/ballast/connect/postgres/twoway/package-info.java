// SPDX-License-Identifier: Apache-2.0
/** Several databases that all take writes: checked, installed, watched and taken away again. */
@NullMarked
package dev.ballast.connect.postgres.twoway;

import org.jspecify.annotations.NullMarked;
