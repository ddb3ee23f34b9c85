// SPDX-License-Identifier: Apache-2.0
/** Healing at work: triggers are read, guardrails asked, actuators moved, and everything kept. */
@NullMarked
package dev.ballast.server.healing;

import org.jspecify.annotations.NullMarked;
