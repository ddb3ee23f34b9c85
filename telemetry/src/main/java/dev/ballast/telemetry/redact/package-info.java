// SPDX-License-Identifier: Apache-2.0
/** What personal and secret data becomes before a log record is kept. */
@NullMarked
package dev.ballast.telemetry.redact;

import org.jspecify.annotations.NullMarked;
