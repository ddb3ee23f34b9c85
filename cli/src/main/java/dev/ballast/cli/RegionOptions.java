// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.ledger.ratis.RatisOptions.PeerTls;
import dev.ballast.ledger.regions.Membership;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which regions form the control plane with this server. */
final class RegionOptions {

  private static final String WITNESS = "/witness";

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "This server's region, when there are several (docs/several-regions.md).")
  private String region = "";

  @Option(
      names = "--peers",
      paramLabel = "NAME=HOST:PORT[/witness]",
      split = ",",
      description =
          "The other regions' servers, as all reach them; the next two ports are used, too.")
  private Map<String, String> peers = new LinkedHashMap<>();

  @Option(
      names = "--region-address",
      paramLabel = "HOST:PORT",
      description = "This server, as the others name it in --peers. Default: 127.0.0.1:7710.")
  private String address = "127.0.0.1:7710";

  @Option(
      names = "--witness",
      description = "This server breaks ties between two others, and leads only in need.")
  private boolean witness;

  @Option(
      names = "--peer-tls-cert",
      paramLabel = "FILE",
      description = "This voter's certificate and its chain, as PEM; shown to the other voters.")
  private @Nullable Path certificate;

  @Option(names = "--peer-tls-key", paramLabel = "FILE", description = "Its key, as PEM (PKCS#8).")
  private @Nullable Path key;

  @Option(
      names = "--peer-tls-ca",
      paramLabel = "FILE",
      description = "The authorities that the other voters' certificates are signed by, as PEM.")
  private @Nullable Path trusted;

  /** Null when the server is alone. */
  @Nullable Membership membership() {
    PeerTls tls = tls();
    if (tls != null && peers.isEmpty()) {
      throw CommandFailure.usage(
          "--peer-tls-cert: the server has no --peers (expected: several regions). Fix: --tls-cert"
              + " and --tls-key are for its own port");
    }
    Membership members = members();
    return members == null || tls == null ? members : members.withTls(tls);
  }

  /** All three, or none: half of TLS is none, and nobody should think otherwise. */
  private @Nullable PeerTls tls() {
    Path cert = certificate;
    Path secret = key;
    Path authorities = trusted;
    if (cert != null && secret != null && authorities != null) {
      return new PeerTls(cert, secret, authorities);
    }
    List<String> missing = new ArrayList<>();
    if (cert == null) {
      missing.add("--peer-tls-cert FILE");
    }
    if (secret == null) {
      missing.add("--peer-tls-key FILE");
    }
    if (authorities == null) {
      missing.add("--peer-tls-ca FILE");
    }
    if (missing.size() < 3) {
      throw CommandFailure.usage(
          "--peer-tls-cert, --peer-tls-key, --peer-tls-ca: %d of 3 (expected: all or none). Fix: add %s"
              .formatted(3 - missing.size(), String.join(" and ", missing)));
    }
    return null;
  }

  private @Nullable Membership members() {
    if (peers.isEmpty() && !witness && region.isEmpty()) {
      return null;
    }
    if (region.isEmpty() || peers.isEmpty() || peers.containsKey(region)) {
      throw CommandFailure.usage(
          ("--region: %s, --peers: %s (expected: a name, and the others by theirs)."
                  + " Fix: --region us-east --peers eu-west=HOST:PORT,third=HOST:PORT/witness")
              .formatted(region.isEmpty() ? "(none)" : region, peers.keySet()));
    }
    SortedMap<String, String> addresses = new TreeMap<>(Map.of(region, address));
    SortedSet<String> witnesses = new TreeSet<>();
    if (witness) {
      witnesses.add(region);
    }
    peers.forEach(
        (name, given) -> {
          if (given.endsWith(WITNESS)) {
            witnesses.add(name);
          }
          addresses.put(
              name,
              given.endsWith(WITNESS)
                  ? given.substring(0, given.length() - WITNESS.length())
                  : given);
        });
    return new Membership(region, addresses, witnesses);
  }
}
