// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import dev.ballast.model.ServiceName;
import java.util.List;

/**
 * What users of an entry can be served, composed from the calls that were observed.
 *
 * @param served with all that fails
 * @param ceiling if the entry itself never failed: nothing that is bought for it alone gets higher
 * @param entrySeen what is known of the entry
 * @param parts the entry and what it needs, by what they take away, the most first
 * @param circles calls that close a circle, which were left out
 */
public record ObservedChain(
    ServiceName entry,
    double served,
    double ceiling,
    Seen.Basis entrySeen,
    List<Part> parts,
    List<String> circles) {

  /**
   * One service in it.
   *
   * @param own the share that it fails while all that it needs works
   * @param takes what would be served more if it never failed by itself
   */
  public record Part(ServiceName service, double own, double takes, Seen.Basis basis) {}

  public ObservedChain {
    parts = List.copyOf(parts);
    circles = List.copyOf(circles);
  }

  /** Services of which nothing is known. */
  public long unknown() {
    return parts.stream().filter(part -> part.basis() == Seen.Basis.UNKNOWN).count();
  }
}
