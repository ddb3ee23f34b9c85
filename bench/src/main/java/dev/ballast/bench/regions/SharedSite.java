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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
          case "write" -> write(site, self, words[1], Integer.parseInt(words[2]));
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

  private static void write(Site site, String self, String prefix, int count) {
    double[] millis = new double[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      site.states()
          .change(prefix + i, Register.EMPTY, (register, now) -> register.write(now, "by " + self));
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    OUT.printf(
        "wrote %s %.2f %.2f %.2f%n",
        self, millis[count / 2], millis[count * 99 / 100], millis[count - 1]);
  }
}
