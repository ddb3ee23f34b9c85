// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.ratis.RatisOptions.PeerTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which regions form the control plane.
 *
 * @param region this one
 * @param addresses {@code host:port} of every region, this one's too, as all reach it: the port for
 *     what a majority decides, and the next two for what is shared
 * @param witnesses those that only vote
 * @param tls by which voters know each other; null: in the clear
 */
public record Membership(
    String region,
    SortedMap<String, String> addresses,
    SortedSet<String> witnesses,
    @Nullable PeerTls tls) {

  private static final Pattern ADDRESS = Pattern.compile("[^:\\s/]+:\\d{1,5}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int MOST = 9;
  private static final int PORTS = 3;
  private static final int HIGHEST_PORT = 65_533;

  public Membership {
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    witnesses = Collections.unmodifiableSortedSet(new TreeSet<>(witnesses));
  }

  /** In the clear. */
  public Membership(
      String region, SortedMap<String, String> addresses, SortedSet<String> witnesses) {
    this(region, addresses, witnesses, null);
  }

  public Membership withTls(PeerTls value) {
    return new Membership(region, addresses, witnesses, value);
  }

  /** What cannot be, all of it, in the words of the command line; empty when all is well. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!NAME.matcher(region).matches()) {
      problems.add("--region: %s (expected: lower-case letters, digits, '-')".formatted(region));
    }
    if (addresses.size() < 2 || addresses.size() > MOST) {
      problems.add("--peers: %d (expected: 1 to %d)".formatted(addresses.size() - 1, MOST - 1));
    }
    addresses.forEach(
        (name, address) -> {
          if (!NAME.matcher(name).matches()) {
            problems.add("--peers: %s (expected: NAME=HOST:PORT)".formatted(name));
          }
          if (!ADDRESS.matcher(address).matches() || port(address) > HIGHEST_PORT) {
            problems.add(
                "--peers: %s=%s (expected: HOST:PORT, with a port up to %d)"
                    .formatted(name, address, HIGHEST_PORT));
          }
        });
    problems.addAll(clashes());
    if (addresses.size() - witnesses.size() < 1) {
      problems.add("--witness: every region is one (expected: one at least that is not)");
    }
    if (tls != null) {
      unreadable("--peer-tls-cert", tls.certificate(), problems);
      unreadable("--peer-tls-key", tls.key(), problems);
      unreadable("--peer-tls-ca", tls.trusted(), problems);
    }
    return problems;
  }

  /** Two servers on one host need ports that do not meet. */
  private List<String> clashes() {
    List<String> clashes = new ArrayList<>();
    addresses.forEach(
        (name, address) ->
            addresses.tailMap(name + "\0").entrySet().stream()
                .filter(other -> host(other.getValue()).equals(host(address)))
                .filter(other -> Math.abs(port(other.getValue()) - port(address)) < PORTS)
                .forEach(
                    other ->
                        clashes.add(
                            "--peers: %s=%s and %s=%s (expected: %d ports apart, since the next two are used, too)"
                                .formatted(
                                    name, address, other.getKey(), other.getValue(), PORTS))));
    return clashes;
  }

  private static void unreadable(String option, Path file, List<String> problems) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      problems.add("%s: %s (expected: a PEM file that can be read)".formatted(option, file));
    }
  }

  /** A region that is lost leaves a majority. */
  public boolean survivesALoss() {
    return addresses.size() >= 3;
  }

  /** What somebody should know before trusting it; empty when nothing. */
  public List<String> warnings() {
    return survivesALoss()
        ? List.of()
        : List.of(
            "regions: 2 voters, %s (expected: 3, or 2 and a witness). While either one is lost, nothing that raises risk is decided, and failover is by hand. Fix: start a third server with --witness, and name it in every --peers"
                .formatted(String.join(" and ", addresses.keySet())));
  }

  /** Of what is shared: the next port. */
  SortedMap<String, String> sharedAddresses() {
    return further(1);
  }

  /** Of the line, by which shared states are compared: the one after it. */
  SortedMap<String, String> lineAddresses() {
    return further(2);
  }

  private SortedMap<String, String> further(int ports) {
    SortedMap<String, String> further = new TreeMap<>();
    addresses.forEach(
        (name, address) -> further.put(name, host(address) + ":" + (port(address) + ports)));
    return further;
  }

  List<String> others() {
    return addresses.keySet().stream().filter(name -> !name.equals(region)).toList();
  }

  String host() {
    return host(addresses.getOrDefault(region, "127.0.0.1:0"));
  }

  private static String host(String address) {
    return address.substring(0, Math.max(0, address.lastIndexOf(':')));
  }

  private static int port(String address) {
    String digits = address.substring(address.lastIndexOf(':') + 1);
    return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
  }
}
