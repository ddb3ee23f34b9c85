// SPDX-License-Identifier: Apache-2.0
/** What a game day has shown, to be read, kept and printed. */
@NullMarked
package dev.ballast.control.gameday.report;

import org.jspecify.annotations.NullMarked;
