// SPDX-License-Identifier: Apache-2.0
/** The PromQL engine's public face: labels, series, values, engine. */
@NullMarked
package dev.ballast.promql;

import org.jspecify.annotations.NullMarked;
