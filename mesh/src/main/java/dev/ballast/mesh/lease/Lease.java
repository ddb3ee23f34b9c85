// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.lease;

import java.time.Duration;

/**
 * A promise to renew.
 *
 * @param owner who must renew, in words
 * @param length from the last renewal to the end
 * @param left until the end
 */
public record Lease(String id, String owner, Duration length, Duration left) {}
