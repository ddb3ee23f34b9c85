// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are sent at a fixed rate whatever becomes of them. A target with {@code {id}} in it
 * gets another id in each request.
 *
 * @param rate per second
 * @param from places that it is sent from, as a note: here it is sent by the server
 * @param records what is kept of it: {@link #WRITES}; empty: nothing
 * @param headers of each request
 * @param lookFor where its writes are looked for afterwards; null: nowhere
 */
public record CanaryLoad(
    String name,
    String target,
    double rate,
    List<String> from,
    String records,
    Map<String, String> headers,
    @Nullable Look lookFor) {

  /** Each request is a POST with an id of its own, and those that were answered well are kept. */
  public static final String WRITES = "acknowledgedWrites";

  /** In a target: the id of the write. */
  public static final String ID = "{id}";

  /**
   * Where writes are looked for.
   *
   * @param store of a RegionPolicy, all of whose nodes are asked
   * @param query SQL with one {@code ?}, an array of ids: the id as text, what the node has under
   *     it, and who took it, where the store knows
   */
  public record Look(String store, String query) {}

  public CanaryLoad {
    from = List.copyOf(from);
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate: " + rate + " (expected: above 0)");
    }
  }

  /** The same with other headers. */
  public CanaryLoad with(Map<String, String> otherHeaders) {
    return new CanaryLoad(name, target, rate, from, records, otherHeaders, lookFor);
  }

  /** Whether it keeps account of what was acknowledged. */
  public boolean isWriter() {
    return records.equals(WRITES) && target.contains(ID);
  }

  public Optional<Look> look() {
    return Optional.ofNullable(lookFor);
  }
}
