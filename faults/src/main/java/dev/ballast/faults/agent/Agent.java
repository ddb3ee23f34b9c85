// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import dev.ballast.faults.cgroup.CgroupDriver;
import dev.ballast.faults.database.DatabaseDrivers;
import dev.ballast.faults.driver.Drivers;
import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.journal.Journal;
import dev.ballast.faults.jvm.JvmDriver;
import dev.ballast.faults.names.NameDriver;
import dev.ballast.faults.network.MeshDriver;
import dev.ballast.faults.network.NetemDriver;
import dev.ballast.faults.network.Nft;
import dev.ballast.faults.network.NftDriver;
import dev.ballast.faults.network.ProxyDriver;
import dev.ballast.faults.network.RedirectDriver;
import dev.ballast.faults.path.Paths;
import dev.ballast.faults.process.KillDriver;
import dev.ballast.faults.process.StopDriver;
import dev.ballast.faults.process.Subject;
import dev.ballast.faults.script.ScriptDriver;
import dev.ballast.faults.undo.Databases;
import dev.ballast.faults.undo.SecretTexts;
import dev.ballast.faults.undo.Undoer;
import dev.ballast.faults.watchdog.Watchdog;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One host's agent, put together. Read it as a diagram. */
public final class Agent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final long TICK_MS = 20;
  private static final long WATCH_MS = 200;
  private static final int SSH = 22;

  private final FaultAgent settings;
  private final List<String> watchdogCommand;
  private final Journal journal;
  private final Nft nft;
  private final Paths paths;
  private final FaultBook book;
  private final AgentApi api;
  private final ScheduledExecutorService chores = Executors.newScheduledThreadPool(2);
  private volatile Watchdog watchdog;

  private Agent(
      FaultAgent settings,
      List<String> watchdogCommand,
      Journal journal,
      Nft nft,
      Paths paths,
      FaultBook book,
      AgentApi api,
      Watchdog watchdog) {
    this.settings = settings;
    this.watchdogCommand = List.copyOf(watchdogCommand);
    this.journal = journal;
    this.nft = nft;
    this.paths = paths;
    this.book = book;
    this.api = api;
    this.watchdog = watchdog;
  }

  /**
   * Heals what an earlier one left, then serves.
   *
   * @param watchdogCommand starts the watchdog
   * @param pathCommand starts the process in the path of what is redirected
   */
  public static Agent start(
      FaultAgent settings,
      SecretTexts secrets,
      List<String> watchdogCommand,
      List<String> pathCommand)
      throws IOException, InterruptedException {
    Path data = Path.of(settings.data());
    Journal.Opened opened = Journal.open(data);
    InstantSource clock = InstantSource.system();
    Brake brake = new Brake(data);
    Databases databases = new Databases(settings, secrets);
    Undoer undoer = new Undoer(databases);
    Watchdog watchdog = Watchdog.start(watchdogCommand, log(data), Agent::late);
    Set<Integer> reachable = new HashSet<>(settings.keepReachable());
    reachable.add(SSH);
    reachable.add(settings.address().getPort());
    Nft nft = Nft.probe(settings.name(), reachable);
    Paths paths = new Paths(pathCommand, data.resolve("path.log").toFile());
    Subject subject = new Subject(Set.of(watchdog.pid()));
    List<FaultDriver> all = new ArrayList<>();
    all.add(new StopDriver(subject, undoer));
    all.add(new KillDriver(subject, undoer));
    all.addAll(CgroupDriver.all(subject, undoer));
    all.addAll(NftDriver.all(nft));
    all.addAll(ProxyDriver.all());
    all.addAll(MeshDriver.all());
    all.addAll(RedirectDriver.all(nft, paths));
    all.add(new NetemDriver(nft, paths));
    all.addAll(NameDriver.all(nft, paths, subject));
    all.addAll(JvmDriver.all(subject));
    all.addAll(DatabaseDrivers.all(databases, undoer));
    all.add(new ScriptDriver(undoer));
    Drivers drivers = new Drivers(all);
    FaultBook book = new FaultBook(settings, drivers, opened.journal(), brake, clock);
    book.watchedBy(watchdog);
    book.adopt(opened.orphans());
    AgentApi api =
        AgentApi.start(settings, book, drivers, brake, () -> secrets.of(settings.token()));
    Agent agent =
        new Agent(settings, watchdogCommand, opened.journal(), nft, paths, book, api, watchdog);
    agent.run();
    return agent;
  }

  private static java.io.File log(Path data) {
    return data.resolve("watchdog.log").toFile();
  }

  private void run() {
    var _ = chores.scheduleAtFixedRate(book::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    var _ = chores.scheduleWithFixedDelay(this::watch, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
  }

  /** A watchdog that ended: what it would have ended ends now, then there is a new one. */
  private void watch() {
    if (watchdog.isAlive()) {
      return;
    }
    LOG.atWarn().addKeyValue("event", "watchdog.ended").log();
    book.unwatch();
    try {
      watchdog = Watchdog.start(watchdogCommand, log(Path.of(settings.data())), Agent::late);
      book.watchedBy(watchdog);
    } catch (IOException e) {
      LOG.atError().setCause(e).addKeyValue("event", "watchdog.failed").log();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void late(String id, List<String> problems) {
    LOG.atWarn()
        .addKeyValue("event", "watchdog.healed")
        .addKeyValue("fault", id)
        .addKeyValue("problems", problems)
        .log();
  }

  public int port() {
    return api.port();
  }

  public long watchdogPid() {
    return watchdog.pid();
  }

  /** Why the kernel's rules cannot be used; empty when they can. */
  public String withoutRules() {
    return nft.absent();
  }

  /** Heals everything first. */
  @Override
  public void close() throws IOException, InterruptedException {
    api.close();
    chores.shutdownNow();
    var _ = book.healAll("the agent ends");
    nft.close();
    paths.close();
    watchdog.close();
    journal.close();
  }
}
