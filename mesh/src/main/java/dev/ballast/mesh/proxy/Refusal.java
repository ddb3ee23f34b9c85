// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.telemetry.Flag;

/** Why a request gets an answer of our own. */
record Refusal(int status, Flag why, String text) {}
