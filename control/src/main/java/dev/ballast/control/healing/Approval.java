// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.time.Instant;

/** Somebody said yes. */
public record Approval(String by, Instant at) {}
