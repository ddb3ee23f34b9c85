// SPDX-License-Identifier: Apache-2.0
/** Getting bodies over HTTP within a time and a size. */
@NullMarked
package dev.ballast.telemetry.fetch;

import org.jspecify.annotations.NullMarked;
