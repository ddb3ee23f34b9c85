// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;

/**
 * A fault as somebody asked for it.
 *
 * @param owner who must keep it alive
 * @param service that is called; {@code *} for all
 * @param share of the requests or connections that it is about
 */
public record Fault(
    String id,
    String owner,
    String reason,
    String service,
    Effect effect,
    Ratio share,
    long seed,
    Duration lease) {

  public static final String ALL_SERVICES = "*";
}
