// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.regions;

import dev.ballast.ledger.embedded.EmbeddedLedger;
import dev.ballast.ledger.infinispan.InfinispanCarrier;
import dev.ballast.ledger.line.TcpLine;
import dev.ballast.ledger.merge.Register;
import dev.ballast.ledger.sites.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One site with its shared state on its disk, told what to do on standard input. */
public final class SharedSite {

  private static final PrintStream OUT = System.out;

  /** About what the ledger writes of one state. */
  private static final int BYTES = 300;

  private SharedSite() {}

  /** Arguments: self, NAME=HOST:PORT,…, folder, bind. */
  public static void main(String[] arguments) throws IOException {
    String self = arguments[0];
    SortedMap<String, String> addresses = new TreeMap<>();
    for (String peer : arguments[1].split(",", -1)) {
      addresses.put(peer.substring(0, peer.indexOf('=')), peer.substring(peer.indexOf('=') + 1));
    }
    Clock clock = Clock.systemUTC();
    EmbeddedLedger own = EmbeddedLedger.open(Path.of(arguments[2]), clock);
    InfinispanCarrier carrier = new InfinispanCarrier(self, addresses, arguments[3]);
    SortedMap<String, String> lines = new TreeMap<>();
    addresses.forEach((name, address) -> lines.put(name, next(address)));
    TcpLine line = new TcpLine(self, lines, arguments[3]);
    List<String> others = addresses.keySet().stream().filter(name -> !name.equals(self)).toList();
    Site site = new Site(self, others, own.documents(), carrier, line, clock);
    try (ScheduledExecutorService second = Executors.newSingleThreadScheduledExecutor();
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Future<?> _ = second.scheduleWithFixedDelay(site::tick, 0, 1, TimeUnit.SECONDS);
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String[] words = order.split(" ", -1);
        switch (words[0]) {
          case "write" ->
              write(site, self, Path.of(arguments[2]), words[1], Integer.parseInt(words[2]));
          default ->
              OUT.printf(
                  "is %s %d %d %d %d %s%n",
                  self,
                  site.states().digest(),
                  site.states().size(),
                  site.losses(),
                  carrier.failures(),
                  carrier.connected());
        }
        OUT.flush();
      }
      second.shutdownNow();
    }
    Runtime.getRuntime().halt(0);
  }

  private static String next(String address) {
    int port = address.lastIndexOf(':') + 1;
    return address.substring(0, port) + (Integer.parseInt(address.substring(port)) + 1);
  }

  /**
   * Each write beside one that is nothing but an append of as much to a file and a sync: the same
   * disk at the same time, so what they differ by is ours.
   */
  private static void write(Site site, String self, Path folder, String prefix, int count)
      throws IOException {
    double[] written = new double[count];
    double[] synced = new double[count];
    Path file = folder.resolve("sync-alone");
    try (FileChannel alone =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        var _ = alone.write(ByteBuffer.wrap(new byte[BYTES]));
        alone.force(false);
        synced[i] = (System.nanoTime() - start) / 1e6;
        start = System.nanoTime();
        site.states()
            .change(
                prefix + i, Register.EMPTY, (register, now) -> register.write(now, "by " + self));
        written[i] = (System.nanoTime() - start) / 1e6;
      }
    } finally {
      Files.delete(file);
    }
    OUT.printf("wrote %s %s %s%n", self, spread(written), spread(synced));
  }

  private static String spread(double[] millis) {
    Arrays.sort(millis);
    int count = millis.length;
    return "%.2f/%.2f/%.2f"
        .formatted(millis[count / 2], millis[count * 99 / 100], millis[count - 1]);
  }
}
