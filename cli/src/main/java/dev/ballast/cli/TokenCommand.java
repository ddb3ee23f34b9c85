// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.ledger.LedgerException;
import dev.ballast.server.auth.OfflineTokens;
import dev.ballast.server.auth.Role;
import dev.ballast.server.auth.Token;
import dev.ballast.server.auth.TokenStore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast token}: the bearer tokens in a server's data folder. */
@Command(
    name = "token",
    description = "Create, list and revoke bearer tokens.",
    footer = {
      "",
      "The server must not be running on the folder; a running one has POST /api/v1/tokens.",
    })
final class TokenCommand {

  private TokenCommand() {}

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new TokenCommand())
        .addSubcommand(new Create(terminal))
        .addSubcommand(new ListAll(terminal))
        .addSubcommand(new Revoke(terminal));
  }

  /** Which data folder. */
  static final class DataOptions {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "The server's data folder. Default: ballast-data.")
    private Path data = Path.of("ballast-data");

    OfflineTokens open(Terminal terminal) {
      try {
        return OfflineTokens.open(data, terminal.clock());
      } catch (LedgerException e) {
        throw CommandFailure.unreachable(String.valueOf(e.getMessage()));
      }
    }
  }

  /** {@code ballast token create}. */
  @Command(name = "create", description = "Make a token; its secret is shown this once.")
  static final class Create implements Callable<Integer> {

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        required = true,
        description = "viewer, operator or admin; each may do all that those before it may.")
    private Role role = Role.VIEWER;

    @Option(names = "--name", paramLabel = "NAME", description = "Whose it is. Default: the role.")
    private String name = "";

    @Mixin private final DataOptions data = new DataOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Create(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      try (OfflineTokens tokens = data.open(terminal)) {
        TokenStore.Created created = tokens.create(name.isEmpty() ? role.text() : name, role);
        ObjectNode document = document(created.token());
        document.put("token", created.secret());
        output.print(
            terminal,
            document,
            () ->
                created.secret()
                    + "\n\nThis is the only time it is shown. Use it: BALLAST_TOKEN=… ballast status\n");
        return Exit.OK;
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage("--" + e.getMessage());
      }
    }
  }

  /** {@code ballast token list}. */
  @Command(name = "list", description = "List tokens, without their secrets.")
  static final class ListAll implements Callable<Integer> {

    @Mixin private final DataOptions data = new DataOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    ListAll(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      try (OfflineTokens tokens = data.open(terminal)) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var list = document.putArray("tokens");
        Table table = Table.of("ID", "NAME", "ROLE", "CREATED");
        for (Token token : tokens.list()) {
          list.add(document(token));
          table.row(token.id(), token.name(), token.role().text(), token.created().toString());
        }
        output.print(
            terminal,
            document,
            () -> table.isEmpty() ? "no token yet\n" : table.render(terminal.style()));
        return Exit.OK;
      }
    }
  }

  /** {@code ballast token revoke}. */
  @Command(name = "revoke", description = "End a token at once.")
  static final class Revoke implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "As ballast token list shows it.")
    private String id = "";

    @Mixin private final DataOptions data = new DataOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Revoke(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      try (OfflineTokens tokens = data.open(terminal)) {
        Token revoked =
            tokens
                .revoke(id)
                .orElseThrow(
                    () ->
                        CommandFailure.usage(
                            "ID: " + id + " (expected: one of ballast token list)"));
        output.print(
            terminal,
            document(revoked),
            () -> "revoked " + revoked.name() + " (" + revoked.role().text() + ")\n");
        return Exit.OK;
      }
    }
  }

  private static ObjectNode document(Token token) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("id", token.id());
    document.put("name", token.name());
    document.put("role", token.role().text());
    document.put("created", token.created().toString());
    return document;
  }
}
