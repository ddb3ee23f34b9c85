// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A zone of DNS that Ballast answers for, best one that is delegated for nothing else.
 *
 * @param origin whole, in lower case, without the last dot
 * @param servers the zone's name servers, with the addresses of those inside of it
 * @param networks where clients are, by region
 */
public record DnsZone(
    String origin,
    Map<String, List<String>> servers,
    String contact,
    Duration ttl,
    LeaveOut leaveOut,
    Map<RegionName, List<IpNetwork>> networks,
    List<DnsName> names) {

  /** Which regions are not answered. */
  public enum LeaveOut {
    /** Those that were taken out, and those that are seen to be down or isolated. */
    SEEN,
    /** Those that were taken out. */
    DECIDED
  }

  public DnsZone {
    Map<String, List<String>> glue = new LinkedHashMap<>();
    servers.forEach((server, addresses) -> glue.put(server, List.copyOf(addresses)));
    servers = Collections.unmodifiableMap(glue);
    Map<RegionName, List<IpNetwork>> places = new LinkedHashMap<>();
    networks.forEach((region, of) -> places.put(region, List.copyOf(of)));
    networks = Collections.unmodifiableMap(places);
    names = List.copyOf(names);
    if (servers.isEmpty() || names.isEmpty()) {
      throw new IllegalArgumentException(
          "servers, names: %s, %s (expected: one or more of each)".formatted(servers, names));
    }
  }
}
