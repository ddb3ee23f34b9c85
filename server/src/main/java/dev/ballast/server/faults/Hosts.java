// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.connect.fault.AgentHost;
import dev.ballast.connect.webhook.MissingSecretException;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.control.chaos.FaultHost;
import dev.ballast.model.Configuration;
import dev.ballast.model.FaultAgent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The agents of the configuration, each with a connection; those that are edited begin anew. */
public final class Hosts implements Supplier<List<FaultHost>>, AutoCloseable {

  private final Supplier<Configuration> configuration;
  private final Secrets secrets;
  private final Map<FaultAgent, AgentHost> open = new ConcurrentHashMap<>();

  public Hosts(Supplier<Configuration> configuration, Secrets secrets) {
    this.configuration = configuration;
    this.secrets = secrets;
  }

  @Override
  public List<FaultHost> get() {
    Map<String, FaultAgent> wanted = configuration.get().faultAgents();
    open.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.containsValue(entry.getKey());
              if (gone) {
                entry.getValue().close();
              }
              return gone;
            });
    return wanted.values().stream()
        .<FaultHost>map(agent -> open.computeIfAbsent(agent, this::connect))
        .toList();
  }

  private AgentHost connect(FaultAgent agent) {
    return new AgentHost(agent.name(), agent.address(), () -> token(agent));
  }

  private String token(FaultAgent agent) {
    try {
      return secrets.of(agent.token());
    } catch (MissingSecretException e) {
      throw new IllegalStateException("its token: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    open.values().forEach(AgentHost::close);
  }
}
