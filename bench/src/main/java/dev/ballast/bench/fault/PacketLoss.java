// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts packets to a port before and behind the rule that loses some of them, by counters of the
 * kernel in a table of our own.
 */
final class PacketLoss {

  private static final int CALLERS = 200;
  private static final int PATIENCE_MS = 5_000;
  private static final int PERCENT = 10;
  private static final String TABLE = "ballast_bench_count";
  private static final Pattern PACKETS = Pattern.compile("packets ([0-9]+)");

  private PacketLoss() {}

  static void measure(Path folder, Surroundings around, int trials, ShareTable into)
      throws Exception {
    if (!Files.isExecutable(Path.of("/usr/sbin/nft"))) {
      System.out.println("no nft here: lost packets are left out");
      return;
    }
    try (Upstream upstream = new Upstream();
        Lane lane =
            new Lane(
                0, folder, around, List.of(l -> l.target("lossy", "port: " + upstream.port())));
        AgentProcess agent = new AgentProcess(lane)) {
      Subject loss =
          new Subject(
              "net.loss",
              "nft",
              "kernel",
              "lossy",
              Map.of("percent", String.valueOf(PERCENT)),
              () -> true);
      if (agent.send("POST", "/v1/faults", loss.body("loss", 300)) != 201) {
        return;
      }
      // The agent's own priority is -5.
      nft(
          """
          table inet %1$s {
            chain before { type filter hook input priority -10; tcp dport %2$d counter; }
            chain behind { type filter hook input priority 0; tcp dport %2$d counter; }
          }
          """
              .formatted(TABLE, upstream.port()));
      try {
        call(upstream.port(), trials);
        long before = counted("before");
        into.add("packets lost by the kernel", before, before - counted("behind"), PERCENT / 100.0);
      } finally {
        nft("delete table inet " + TABLE + "\n");
      }
    }
  }

  private static void call(int port, int packets) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        var _ =
            threads.submit(
                () -> {
                  while (counted("before") < packets) {
                    for (int call = 0; call < 20; call++) {
                      var _ = Upstream.passes(port, PATIENCE_MS);
                    }
                  }
                  return true;
                });
      }
    }
  }

  private static long counted(String chain) throws IOException {
    Process process = new ProcessBuilder("nft", "list", "chain", "inet", TABLE, chain).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = PACKETS.matcher(text);
    if (!matcher.find()) {
      throw new IOException("nft: no counter in " + chain);
    }
    return Long.parseLong(matcher.group(1));
  }

  private static void nft(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("nft", "-f", "-").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var in = process.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    if (process.waitFor() != 0) {
      throw new IOException("nft: ended with " + process.exitValue());
    }
  }
}
