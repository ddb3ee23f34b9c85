// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Our agent inside another JVM, told by attaching to it: no port is opened there. A process is its
 * number and its start, so that a later one with the number is left alone.
 */
public final class Guest {

  /** What HotSpot takes of options, whatever its version, with the agent's path before them. */
  private static final int LONGEST = 1000;

  private Guest() {}

  /** Why no JVM can be attached to from here; empty when it can. */
  public static String absent() {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      return "this Java cannot attach to others. Fix: run the agent on a JDK";
    }
    return GuestJars.of(System.getProperty("java.class.path", "")).isEmpty()
        ? "the jar for other JVMs is missing. Fix: build Ballast anew, or start ./ballast"
        : "";
  }

  /**
   * Gives an order and returns how the fault stands there.
   *
   * @throws IOException what stands against it; the message says how to mend it
   */
  public static Map<String, String> tell(long pid, long started, Map<String, String> order)
      throws IOException {
    if (Proc.of(pid).filter(p -> p.started() == started && p.isAlive()).isEmpty()) {
      throw new IOException("process " + pid + ": has ended");
    }
    GuestJars jars =
        GuestJars.of(System.getProperty("java.class.path", ""))
            .orElseThrow(() -> new IOException(absent()));
    Map<String, String> whole = new LinkedHashMap<>(order);
    whole.put("jars", jars.both());
    String options =
        whole.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    if (options.length() + jars.agent().length() > LONGEST) {
      throw new IOException("the order for the JVM is too long (expected: shorter texts)");
    }
    return exchange(pid, jars.agent(), options, order.getOrDefault("id", ""));
  }

  private static Map<String, String> exchange(long pid, String agent, String options, String id)
      throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
      try {
        AttachSocket.load(pid, agent, options);
        return parsed(machine.getSystemProperties().getProperty("ballast.fault." + id, ""));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(
          "process %d: is no JVM that can be attached to (%s)".formatted(pid, e.getMessage()), e);
    } catch (AgentLoadException | AgentInitializationException e) {
      throw new IOException(
          "process %d: takes no agent (%s). Fix: start it with -XX:+EnableDynamicAgentLoading"
              .formatted(pid, e.getMessage()),
          e);
    }
  }

  private static Map<String, String> parsed(String status) throws IOException {
    if (status.startsWith("problem=")) {
      throw new IOException(status.substring("problem=".length()));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    Arrays.stream(status.split(";", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> facts.put(pair[0], pair[1]));
    if (facts.isEmpty()) {
      throw new IOException("the agent in the JVM does not answer");
    }
    return facts;
  }
}
