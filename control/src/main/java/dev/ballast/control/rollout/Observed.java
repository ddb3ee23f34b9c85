// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

/**
 * What a tick sees of the workloads.
 *
 * @param revision of the target and the configuration that it uses: differs when either changes
 * @param primaryReady whether the version in use is ready
 * @param canaryReady whether the new version is
 */
public record Observed(String revision, boolean primaryReady, boolean canaryReady) {}
