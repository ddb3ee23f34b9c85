// SPDX-License-Identifier: Apache-2.0
/** Programs of one folder that somebody has allowed. */
@NullMarked
package dev.ballast.connect.script;

import org.jspecify.annotations.NullMarked;
