// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.postgres.Names;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes an old leader a follower of the new one: says first what it acknowledged and nobody else
 * has, then takes it away by pg_rewind. Runs where the old leader's data is, as its owner.
 */
public final class Rejoin {

  private static final Pattern COMMIT =
      Pattern.compile("tx:\\s+(\\d+),.*desc: COMMIT (\\d{4}-\\d\\d-\\d\\d [0-9:.]+ \\S+)");

  private static final long MINUTES = 30;

  private final Replica old;
  private final Replica leader;
  private final Programs programs;
  private final Secrets secrets;

  /**
   * Where PostgreSQL's programs are.
   *
   * @param data of the old leader
   * @param before what to put before each program; usually nothing
   */
  public record Programs(Path bin, Path data, List<String> before) {
    public Programs {
      before = List.copyOf(before);
    }
  }

  public Rejoin(Replica old, Replica leader, Programs programs, Secrets secrets) {
    this.old = old;
    this.leader = leader;
    this.programs = programs;
    this.secrets = secrets;
  }

  /** The programs that {@link #run} runs, one a line. */
  public List<String> plan() {
    return List.of(String.join(" ", stop()), String.join(" ", rewind()));
  }

  /**
   * What would be lost; the old leader is only read.
   *
   * @throws IOException when its log cannot be read
   */
  public LostWrites account() throws IOException {
    Fork fork;
    try (Database now = Database.open(leader, secrets)) {
      fork = Fork.of(now);
    }
    if (fork.equals(Fork.NONE)) {
      return new LostWrites("", List.of(), List.of(), true);
    }
    List<LostWrites.Transaction> transactions = commits(fork);
    try (Database before = Database.open(old, secrets)) {
      return new LostWrites(fork.text(), transactions, rows(before, transactions), true);
    } catch (DatabaseException notUp) {
      return new LostWrites(fork.text(), transactions, List.of(), transactions.isEmpty());
    }
  }

  /** The log of the old leader from the fork on, read by PostgreSQL's own program. */
  private List<LostWrites.Transaction> commits(Fork fork) throws IOException {
    List<String> command = program("pg_waldump");
    command.addAll(
        List.of(
            "--path=" + programs.data().resolve("pg_wal"),
            "--timeline=" + fork.before(),
            "--start=" + fork.text(),
            "--rmgr=Transaction"));
    // It ends with an error where the log ends; what it found before is whole.
    List<LostWrites.Transaction> found = new ArrayList<>();
    for (String line : run(command).lines()) {
      Matcher commit = COMMIT.matcher(line);
      if (commit.find()) {
        found.add(new LostWrites.Transaction(Long.parseLong(commit.group(1)), commit.group(2)));
      }
    }
    return found;
  }

  /** Rows say by which transaction they were written. */
  private static List<LostWrites.Row> rows(
      Database before, List<LostWrites.Transaction> transactions) {
    List<LostWrites.Row> rows = new ArrayList<>();
    String ids =
        transactions.stream().map(t -> Long.toString(t.id())).collect(Collectors.joining(","));
    if (ids.isEmpty()) {
      return rows;
    }
    for (List<String> table :
        before.rows(
            """
            SELECT schemaname, tablename FROM pg_tables
             WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
            """)) {
      String name = Names.qualified(table.get(0), table.get(1));
      for (List<String> row :
          before.rows(
              "SELECT xmin, to_jsonb(t) FROM "
                  + name
                  + " t WHERE xmin::text::bigint = ANY (string_to_array(?, ',')::bigint[]) LIMIT "
                  + (LostWrites.MOST_ROWS - rows.size()),
              ids)) {
        rows.add(
            new LostWrites.Row(
                table.get(0) + "." + table.get(1), Long.parseLong(row.get(0)), row.get(1)));
      }
    }
    return rows;
  }

  /**
   * Stops the old leader, takes away what only it has and makes it follow; starting it again is
   * left to whatever starts it usually.
   *
   * @throws IOException with the program's own words when one of them fails
   */
  public LostWrites run() throws IOException {
    LostWrites lost = account();
    if (Files.exists(programs.data().resolve("postmaster.pid"))) {
      require(stop());
    }
    try (Database now = Database.open(leader, secrets)) {
      now.run("CHECKPOINT"); // Before it, pg_rewind takes a new leader for one of the old history.
    }
    unfence(programs.data().resolve("postgresql.auto.conf"));
    require(rewind());
    return lost;
  }

  /**
   * Of a server that is stopped: after a crash pg_rewind runs it alone for its recovery, which a
   * fence would refuse. The leader's settings replace these.
   */
  private static void unfence(Path settings) throws IOException {
    List<String> kept = new ArrayList<>();
    for (String line : Files.readAllLines(settings)) {
      if (!line.contains(Database.FENCE_LIBRARY)) {
        kept.add(line);
      }
    }
    Files.write(settings, kept);
  }

  private List<String> stop() {
    List<String> command = program("pg_ctl");
    command.addAll(List.of("stop", "--mode=fast", "--wait", "--pgdata=" + programs.data()));
    return command;
  }

  private List<String> rewind() {
    List<String> command = program("pg_rewind");
    command.addAll(
        List.of(
            "--target-pgdata=" + programs.data(),
            "--source-server=" + leader.peer(),
            "--write-recovery-conf"));
    return command;
  }

  private List<String> program(String name) {
    List<String> command = new ArrayList<>(programs.before());
    command.add(programs.bin().resolve(name).toString());
    return command;
  }

  private static void require(List<String> command) throws IOException {
    Result result = run(command);
    if (result.exit() != 0) {
      throw new IOException(
          command.stream().filter(c -> c.contains("pg_")).findFirst().orElse("")
              + ": "
              + String.join("; ", result.lines()));
    }
  }

  private record Result(int exit, List<String> lines) {}

  private static Result run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = out.lines().toList();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command.getFirst() + ": not done after " + MINUTES + " minutes");
      }
      return new Result(process.exitValue(), lines);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in " + command.getFirst(), e);
    }
  }
}
