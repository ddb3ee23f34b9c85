// SPDX-License-Identifier: Apache-2.0
/** The pages people see: view models, charts and the live stream behind them. */
@NullMarked
package dev.ballast.server.ui;

import org.jspecify.annotations.NullMarked;
