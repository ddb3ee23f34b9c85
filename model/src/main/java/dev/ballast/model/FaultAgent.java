// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What breaks things on one host on purpose, and heals them again.
 *
 * @param address of its API, on loopback
 * @param token what whoever calls it has to know
 * @param environment {@code test}, {@code staging} or {@code live}: whose users are at stake
 * @param data the folder of its journal
 * @param keepReachable ports that no fault may cut
 */
public record FaultAgent(
    String name,
    URI address,
    Secret token,
    String environment,
    String data,
    List<Integer> keepReachable,
    List<Target> targets) {

  public FaultAgent {
    keepReachable = List.copyOf(keepReachable);
    targets = List.copyOf(targets);
  }

  public Optional<Target> target(String wanted) {
    return targets.stream().filter(target -> target.name().equals(wanted)).findFirst();
  }

  /**
   * Something that faults can be done to; what it does not have is empty, or 0.
   *
   * @param service whose errors it causes
   * @param pidFile whose first line is the process
   * @param restart the command that starts it again
   * @param cgroup the folder of its control group
   * @param port where it listens, TCP
   * @param mesh the admin API of a mesh through which its service is called
   */
  public record Target(
      String name,
      String service,
      Map<String, String> labels,
      String pidFile,
      List<String> restart,
      String cgroup,
      int port,
      Proxy proxy,
      String mesh,
      Database database,
      List<Script> scripts) {

    public Target {
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
      restart = List.copyOf(restart);
      scripts = List.copyOf(scripts);
    }

    public Optional<Script> script(String wanted) {
      return scripts.stream().filter(script -> script.name().equals(wanted)).findFirst();
    }
  }

  /** A proxy in the way to a target, of a mesh that serves Toxiproxy's API; both empty: none. */
  public record Proxy(String api, String name) {
    public static final Proxy NONE = new Proxy("", "");

    public boolean exists() {
      return !api.isEmpty();
    }
  }

  /** How to ask a PostgreSQL; an empty URL: it is none. */
  public record Database(String url, String user, Secret password) {
    public static final Database NONE = new Database("", "", new Secret.None());

    public boolean exists() {
      return !url.isEmpty();
    }
  }

  /**
   * A fault that only its owner knows how to do; all are commands with their arguments.
   *
   * @param verify ends with 0 while the fault is effective, and with something else when it is not
   * @param heal has to be safe to run twice, and without that apply ran at all
   * @param timeout after which a command counts as failed and is killed
   */
  public record Script(
      String name, List<String> apply, List<String> verify, List<String> heal, Duration timeout) {
    public Script {
      apply = List.copyOf(apply);
      verify = List.copyOf(verify);
      heal = List.copyOf(heal);
    }
  }
}
