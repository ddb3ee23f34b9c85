// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who votes.
 *
 * @param self one of the voters
 * @param addresses {@code host:port} of each voter, as all of them reach it
 * @param witnesses voters that only break ties: they lead when nobody else can
 */
public record Voters(String self, SortedMap<String, String> addresses, Set<String> witnesses) {

  private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\s]+):\\d{1,5}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int MOST = 9;

  public Voters {
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    witnesses = Set.copyOf(witnesses);
    if (addresses.isEmpty() || addresses.size() > MOST) {
      throw wrong("voters", addresses.size(), "1 to " + MOST);
    }
    if (!addresses.containsKey(self)) {
      throw wrong("voter", self, "one of " + addresses.keySet());
    }
    if (!addresses.keySet().containsAll(witnesses)) {
      throw wrong("witnesses", witnesses, "some of " + addresses.keySet());
    }
    addresses.forEach(
        (name, address) -> {
          if (!NAME.matcher(name).matches()) {
            throw wrong("region", name, "lower-case letters, digits and '-', at most 63");
          }
          if (!ADDRESS.matcher(address).matches()) {
            throw wrong("address of " + name, address, "HOST:PORT");
          }
        });
    if (addresses.values().stream().distinct().count() < addresses.size()) {
      throw wrong("addresses", addresses, "another one for each region");
    }
  }

  public int majority() {
    return addresses.size() / 2 + 1;
  }

  public String address() {
    return address(self);
  }

  public String address(String name) {
    String address = addresses.get(name);
    if (address == null) {
      throw wrong("voter", name, "one of " + addresses.keySet());
    }
    return address;
  }

  static String host(String address) {
    return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }

  static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** The same for the same names: another set of voters is another group and is not joined. */
  UUID group() {
    String names = "ballast " + String.join(" ", addresses.keySet());
    return UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8));
  }

  private static IllegalArgumentException wrong(String what, Object value, String rule) {
    return new IllegalArgumentException(what + ": " + value + " (expected: " + rule + ")");
  }
}
