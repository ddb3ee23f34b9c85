// SPDX-License-Identifier: Apache-2.0
/** The commands that look for anomalies in a series, and that measure how well we do. */
@NullMarked
package dev.ballast.cli.detect;

import org.jspecify.annotations.NullMarked;
