// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.dns.NameAudit;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast regions names}. */
@Command(
    name = "names",
    description = "Names that users come by: where each leads now, and how long that is kept.",
    footer = {
      "",
      "--audit asks from this machine: the name's authorities how long answers may be kept, and",
      "resolvers whether they keep to it. For names that others answer for as well.",
      "Exit codes: 0 well, 1 the audit found something, or could not find out."
    })
final class RegionsNamesCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Option(
      names = "--client",
      paramLabel = "ADDRESS",
      description = "What a client with this address or network is answered, and why.")
  private String client = "";

  @Option(
      names = "--audit",
      paramLabel = "NAME",
      description = "Look at a name as resolvers do: TTLs against the RTO, regions that are out.")
  private String audit = "";

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "Whose RTO the audit holds the name to. Default: the one that has the name.")
  private String policy = "";

  @Option(
      names = "--resolver",
      paramLabel = "HOST[:PORT]",
      description = "A resolver to audit; repeatable. Default: those of this machine.")
  private List<String> resolvers = new ArrayList<>();

  @Option(
      names = "--authority",
      paramLabel = "HOST[:PORT]",
      description = "A server that answers for the name; repeatable. Default: as it is delegated.")
  private List<String> authorities = new ArrayList<>();

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RegionsNamesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (audit.isEmpty() && !(resolvers.isEmpty() && authorities.isEmpty() && policy.isEmpty())) {
      throw CommandFailure.usage(
          "--resolver, --authority, --policy: given (expected: only with --audit NAME)");
    }
    JsonNode names;
    try (Api api = server.connect(terminal)) {
      names =
          api.get(
              RegionsStatusCommand.ALL + "/names",
              client.isEmpty() ? Map.of() : Map.of("client", client));
    }
    if (audit.isEmpty()) {
      output.print(terminal, names, () -> NamesText.names(names, terminal.style()));
      return Exit.OK;
    }
    return audited(names);
  }

  private int audited(JsonNode names) {
    AuditSubject subject = AuditSubject.of(names, audit, policy);
    NameAudit.Report report;
    try {
      report =
          new NameAudit(PATIENCE, new SecureRandom())
              .look(
                  subject.subject(),
                  new NameAudit.Servers(
                      authorities, resolvers.isEmpty() ? NameAudit.ownResolvers() : resolvers));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--audit: " + e.getMessage());
    }
    output.print(
        terminal, subject.json(report), () -> NamesText.audit(subject, report, terminal.style()));
    return report.isWell() ? Exit.OK : Exit.BAD;
  }
}
