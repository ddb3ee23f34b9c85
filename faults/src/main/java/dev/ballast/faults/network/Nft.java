// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.undo.Shell;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table of the kernel's packet filter that belongs to one agent. Faults are elements of its sets,
 * each with a time limit that the kernel keeps: no process of ours is needed to end one.
 */
public final class Nft {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/nft"), Path.of("/sbin/nft"), Path.of("/usr/bin/nft"));

  private final String program;
  private final String table;
  private final Set<Integer> reachable;
  private String absent;
  private boolean built;

  private Nft(String program, String table, Set<Integer> reachable, String absent) {
    this.program = program;
    this.table = table;
    this.reachable = Set.copyOf(reachable);
    this.absent = absent;
  }

  /**
   * Looks whether it can be used here, and removes what an earlier agent of this name left.
   *
   * @param reachable ports that always pass: the control path
   */
  public static Nft probe(String agent, Set<Integer> reachable) {
    String table = "ballast_faults_" + agent.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    String program =
        PLACES.stream().filter(Files::isExecutable).map(Path::toString).findFirst().orElse("");
    if (program.isEmpty()) {
      return new Nft("", table, reachable, "nft is not installed. Fix: install nftables");
    }
    Nft nft = new Nft(program, table, reachable, "");
    try {
      nft.wipe();
    } catch (FaultException e) {
      nft.absent = e.getMessage() + ". Fix: run the agent with CAP_NET_ADMIN";
    }
    return nft;
  }

  /** One for hosts without it; the reason is told to whoever asks. */
  static Nft absent(String why) {
    return new Nft("", "", Set.of(), why);
  }

  /** Why it cannot be used; empty when it can. */
  public String absent() {
    return absent;
  }

  boolean protects(int port) {
    return reachable.contains(port);
  }

  /** What stands against rules for the port of a target; empty: it can be done. */
  public List<String> against(FaultAgent.Target target) {
    List<String> against = new ArrayList<>();
    if (!absent.isEmpty()) {
      against.add(absent);
    }
    if (target.port() == 0) {
      against.add("target " + target.name() + ": has no port. Fix: give it one");
    } else if (protects(target.port())) {
      against.add(
          "port %d is part of the control path, which is never cut".formatted(target.port()));
    }
    return against;
  }

  public String table() {
    return table;
  }

  /** Whether our table has such a set, map or chain. */
  public boolean exists(String what, String name) throws FaultException {
    return ask("list", what, "inet", table, name).ok();
  }

  /** Takes the table away, with whatever an earlier agent left in it. */
  private void wipe() throws FaultException {
    run("add table inet %1$s\ndelete table inet %1$s\n".formatted(table));
  }

  /** Made when it is needed first, so that an agent that cuts nothing leaves nothing. */
  public synchronized void build() throws FaultException {
    if (built) {
      return;
    }
    run(
        """
        table inet %1$s {
          set cut { type inet_service; flags timeout; }
          set refuse { type inet_service; flags timeout; }
          chain input {
            type filter hook input priority -5; policy accept;
            %2$s
            tcp dport @cut drop
            tcp dport @refuse reject with tcp reset
          }
          chain output {
            type filter hook output priority -5; policy accept;
            %2$s
            tcp sport @cut drop
          }
        }
        """
            .formatted(table, pass()));
    built = true;
  }

  /** The rules by which the control path passes a chain before anything else is said. */
  String pass() {
    String always =
        new TreeSet<>(reachable).stream().map(String::valueOf).collect(Collectors.joining(", "));
    return reachable.isEmpty()
        ? ""
        : "tcp dport { %s } accept\n    tcp sport { %s } accept".formatted(always, always);
  }

  /** A set that loses this share of the packets to and from its ports; made when there is none. */
  String lossSet(int percent) throws FaultException {
    build();
    String set = "loss_" + percent;
    if (ask("list", "set", "inet", table, set).ok()) {
      return set;
    }
    run(
        """
        add set inet %1$s %2$s { type inet_service; flags timeout; }
        add rule inet %1$s input tcp dport @%2$s numgen random mod 100 < %3$d drop
        add rule inet %1$s output tcp sport @%2$s numgen random mod 100 < %3$d drop
        """
            .formatted(table, set, percent));
    return set;
  }

  void put(String set, int port, Duration lease) throws FaultException {
    build();
    run(element("add", set, port, lease));
  }

  /** In one transaction, since adding what is there does not move its end; fails when it ended. */
  void move(String set, int port, Duration lease) throws FaultException {
    run(
        "delete element inet %s %s { %d }\n%s"
            .formatted(table, set, port, element("add", set, port, lease)));
  }

  private String element(String verb, String set, int port, Duration lease) {
    return "%s element inet %s %s { %d timeout %dms }\n"
        .formatted(verb, table, set, port, lease.toMillis());
  }

  void remove(String set, int port) throws FaultException {
    remove(set, String.valueOf(port));
  }

  /** Takes an element out of a set or a map; one that is not there is no mistake. */
  public void remove(String set, String key) throws FaultException {
    if (has(set, key)) {
      Shell.Result result = ask("delete", "element", "inet", table, set, "{ " + key + " }");
      if (!result.ok() && has(set, key)) { // The kernel may have been faster.
        throw new FaultException(result.sentence());
      }
    }
  }

  boolean has(String set, int port) throws FaultException {
    return has(set, String.valueOf(port));
  }

  /** Whether an element is in a set or a map. */
  public boolean has(String set, String key) throws FaultException {
    Shell.Result result = ask("get", "element", "inet", table, set, "{ " + key + " }");
    if (!result.ok() && !result.output().contains("No such file")) {
      throw new FaultException(result.sentence());
    }
    return result.ok();
  }

  private Shell.Result ask(String... words) throws FaultException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(words));
    return shell(command, "");
  }

  /** Runs a script in one transaction. */
  public void run(String script) throws FaultException {
    Shell.Result result = shell(List.of(program, "-f", "-"), script);
    if (!result.ok()) {
      throw new FaultException(result.sentence().lines().findFirst().orElse("nft failed"));
    }
  }

  private static Shell.Result shell(List<String> command, String input) throws FaultException {
    try {
      return Shell.run(command, input, PATIENCE);
    } catch (IOException e) {
      throw new FaultException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException("interrupted", e);
    }
  }

  /** Takes the table away: nothing of ours is in the kernel any more. */
  public void close() {
    if (absent.isEmpty()) {
      try {
        wipe();
      } catch (FaultException e) {
        absent = String.valueOf(e.getMessage()); // Its elements end by themselves.
      }
    }
  }
}
