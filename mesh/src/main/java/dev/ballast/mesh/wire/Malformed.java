// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

/**
 * Why a message is refused: the status that its sender is answered with, and the rule it broke.
 * Travels down a pipeline as an event; nothing that comes after it on the connection is read.
 */
public record Malformed(int status, String rule) {}
