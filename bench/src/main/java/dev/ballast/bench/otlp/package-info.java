// SPDX-License-Identifier: Apache-2.0
/** How fast OTLP comes in. */
@NullMarked
package dev.ballast.bench.otlp;

import org.jspecify.annotations.NullMarked;
