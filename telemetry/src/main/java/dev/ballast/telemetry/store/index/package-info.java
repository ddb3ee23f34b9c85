// SPDX-License-Identifier: Apache-2.0
/** From label matchers to series: posting lists per label and value. */
@NullMarked
package dev.ballast.telemetry.store.index;

import org.jspecify.annotations.NullMarked;
