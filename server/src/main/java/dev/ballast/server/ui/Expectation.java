// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.board.Trend;

/** What was expected of a line over time, and the ends of what was usual. */
record Expectation(Trend expected, Trend low, Trend high) {}
