// SPDX-License-Identifier: Apache-2.0
/** The nouns of PromQL: labels, matchers, series, samples, values, errors. */
@NullMarked
package dev.ballast.promql;

import org.jspecify.annotations.NullMarked;
