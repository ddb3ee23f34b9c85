// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who took writes under which term, and when, by the answers that writers got.
 *
 * @param owners in the order of their first writes
 * @param splitBrain writes that a server took while another one had the same or a later term: each
 *     was acknowledged by an owner that was none any more
 */
public record Owners(List<Owner> owners, int splitBrain) {

  /** One server under one term. */
  public record Owner(int server, long term, int writes, Instant first, Instant last) {

    private Owner and(Written write) {
      return new Owner(server, term, writes + 1, first, write.at());
    }
  }

  private record Name(int server, long term) {}

  public Owners {
    owners = List.copyOf(owners);
  }

  /** Reads them from the writes, in any order. */
  public static Owners of(Collection<Written> writes) {
    Map<Name, Owner> owners = new LinkedHashMap<>();
    int split = 0;
    Written leads = null;
    List<Written> inOrder = new ArrayList<>(writes);
    // Of one moment the earlier term first: that one may still have been in office.
    inOrder.sort(Comparator.comparing(Written::at).thenComparingLong(Written::term));
    for (Written write : inOrder) {
      if (leads == null || write.term() > leads.term()) {
        leads = write;
      } else if (write.server() != leads.server() || write.term() < leads.term()) {
        split++;
      }
      owners.merge(
          new Name(write.server(), write.term()),
          new Owner(write.server(), write.term(), 1, write.at(), write.at()),
          (known, one) -> known.and(write));
    }
    return new Owners(List.copyOf(owners.values()), split);
  }
}
