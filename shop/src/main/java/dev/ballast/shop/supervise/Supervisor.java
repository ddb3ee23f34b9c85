// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.deployment.Orchestrator;
import dev.ballast.shop.deployment.OrchestratorApi;
import dev.ballast.shop.deployment.Version;
import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.load.Users;
import dev.ballast.shop.load.Visits;
import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.postgres.OpinionStores;
import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.process.LeftBehind;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.scenario.Fault.Fill;
import dev.ballast.shop.scenario.Plan;
import dev.ballast.shop.scenario.Truth;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Replication;
import dev.ballast.shop.topology.ServiceSpec;
import dev.ballast.shop.topology.ServiceSpec.DatabaseUse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run of the shop, from an empty folder to an empty folder. */
public final class Supervisor {

  /** Starting more JVMs at once than there are processors only makes each slower. */
  private static final int STARTS_AT_ONCE = 3;

  private static final int REPLICATING_WITHIN_SECONDS = 60;

  private final RunOptions options;
  private final InstantSource clock;
  private final Announcements say = new Announcements();
  private final RunFolder folder;
  private final RunMark mark;
  private final Launcher launcher = new Launcher();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicBoolean orphaned = new AtomicBoolean();

  /** Whoever makes databases replicate says when they do. */
  private final CountDownLatch replicating = new CountDownLatch(1);

  private final Closing closing = new Closing();

  /** Regions that were switched off: what ends there ends because of that. */
  private final Set<String> leaving = ConcurrentHashMap.newKeySet();

  public Supervisor(RunOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.folder = new RunFolder(options.dir());
    this.mark = RunMark.of(options.dir());
  }

  /** Runs the shop until its time is over, its parent is gone or {@link #stop()} is called. */
  public void run() throws IOException, InterruptedException, SQLException {
    // A scenario that does not fit the run or the disk is refused before anything starts.
    for (Plan plan : options.plans()) {
      if (plan.fault() instanceof Fill fill) {
        Volume.requireRoom(options.dir(), options.ports().regions().size(), fill.volumeBytes());
      }
    }
    List<String> taken = Clashes.of(options.roads());
    if (!taken.isEmpty()) {
      throw new IOException(String.join("\n", taken));
    }
    folder.claim();
    closing.last(folder::release);
    try {
      open();
      if (options.length().isPresent()) {
        over.await(options.length().get().toMillis(), TimeUnit.MILLISECONDS);
      } else {
        over.await();
      }
    } catch (IOException | SQLException e) {
      if (!closing.begun()) {
        throw e;
      }
    } finally {
      stop();
    }
  }

  /** Ends the run in an orderly way; returns when everything is gone. Idempotent. */
  public void stop() {
    over.countDown();
    if (closing.run()) {
      report();
    }
  }

  /** The databases of reviews replicate now, or nobody will make them. */
  public void replicating() {
    replicating.countDown();
  }

  /** The parent is gone: nobody will read the record of this run. */
  public void orphaned() {
    orphaned.set(true);
    folder.keepNothing();
    over.countDown();
    replicating.countDown();
  }

  private void open() throws IOException, InterruptedException, SQLException {
    Guard guard = Guard.start(launcher, mark, options.dir(), folder.log("guard"));
    closing.add(guard::close);
    Meshes meshes = startMeshes();
    Staff staff =
        new Staff(
            options.roads(),
            options.otlp().toString(),
            folder.volumes(),
            Releases.of(options.plans()));
    JavaCommand plain = new JavaCommand(mark, Optional.empty());
    Optional<Path> classes = AotCache.existing(cache(), plain);
    Troupe troupe = new Troupe(launcher, folder.logs(), closing::begun, this::ended);
    closing.add(() -> dismiss(troupe));
    PostgresCluster databases;
    Optional<OpinionStores> opinions;
    JavaCommand quick;
    try (ExecutorService starts = Executors.newFixedThreadPool(STARTS_AT_ONCE)) {
      List<Future<?>> started = new ArrayList<>();
      if (classes.isPresent()) {
        start(false, starts, started, troupe, plain.with(classes.get()), staff);
      }
      databases = startDatabases(guard);
      opinions = startOpinions(guard);
      meshes.awaitReady(); // They lead to the databases, too.
      closing.add(() -> dismiss(troupe)); // Again: they go before their databases.
      quick = classes.or(() -> train(plain, staff)).map(plain::with).orElse(plain);
      if (classes.isEmpty()) {
        start(false, starts, started, troupe, quick, staff);
      }
      start(true, starts, started, troupe, quick, staff);
      for (Future<?> one : started) {
        one.get();
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? "start" : "" + cause.getMessage(), e);
    }
    List<ServiceProcess> services = troupe.inOrder(options.topology());
    say.progress(services.size() + " services are up");
    Cast cast = new Cast(troupe, databases, opinions, meshes.running(), rehearse());
    for (ServiceProcess service : services) {
      service.order("open");
    }
    Power power = new Power(cast, options.topology(), guard, leaving::add);
    orchestrate(services, new Stage(troupe, quick, staff, say), power);
    welcome(cast, services, guard, power);
  }

  /** Only a mesh leads to what is started later. */
  private void orchestrate(List<ServiceProcess> services, Stage stage, Power power)
      throws IOException {
    if (options.mesh().isEmpty()) {
      return;
    }
    MeshOrders orders = new MeshOrders(options.roads()::admin);
    closing.add(orders::close);
    Orchestrator orchestrator = new Orchestrator(stage, orders, options.roads().spare());
    closing.add(orchestrator::close);
    for (ServiceProcess service : services) {
      orchestrator.adopt(
          new Version(service.node(), service.options().version()), stage.replica(service));
    }
    OrchestratorApi api =
        OrchestratorApi.serve(orchestrator, power, options.roads().orchestrator());
    closing.add(api::close);
  }

  private Meshes startMeshes() throws IOException {
    Meshes meshes = new Meshes(options.roads(), folder, mark);
    if (options.mesh().isPresent()) {
      closing.add(
          () -> say.progress("meshes have ended" + (meshes.dismiss() ? "" : ", some by force")));
      meshes.start(
          launcher,
          new MeshProgram(options.mesh().get()),
          (region, code) -> ended(new Node("mesh", region), code));
    }
    return meshes;
  }

  /** They open empty but for what all have, so they can be made to replicate before users come. */
  private Optional<OpinionStores> startOpinions(Guard guard)
      throws IOException, InterruptedException, SQLException {
    if (options.replication() != Replication.MULTI) {
      return Optional.empty();
    }
    OpinionStores opinions =
        OpinionStores.start(launcher, place(), server -> closing.add(() -> stop(server, guard)));
    say.event(
        "opinions",
        Map.of("postgres", opinions.servers().stream().map(Reports::opinions).toList()));
    say.progress("the databases of reviews are up and wait for whoever makes them replicate");
    if (!replicating.await(REPLICATING_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(
          "nobody made the databases of reviews replicate (expected: a line on standard input"
              + " within "
              + REPLICATING_WITHIN_SECONDS
              + " s)");
    }
    return Optional.of(opinions);
  }

  private PostgresCluster.Place place() {
    return new PostgresCluster.Place(cache(), options.dir(), folder.logs(), options.ports(), mark);
  }

  private PostgresCluster startDatabases(Guard guard)
      throws IOException, InterruptedException, SQLException {
    PostgresCluster databases =
        PostgresCluster.start(launcher, place(), server -> closing.add(() -> stop(server, guard)));
    say.progress("PostgreSQL is up in " + String.join(", ", options.ports().regions()));
    return databases;
  }

  private void start(
      boolean withDatabase,
      ExecutorService starts,
      List<Future<?>> started,
      Troupe troupe,
      JavaCommand command,
      Staff staff) {
    for (Node node : options.topology().services()) {
      ServiceSpec spec = ServiceSpec.named(node.service());
      if ((spec.database() != DatabaseUse.NONE) == withDatabase) {
        HostOptions host = staff.optionsOf(node);
        started.add(starts.submit(() -> troupe.start(command, host)));
      }
    }
  }

  private Optional<Path> train(JavaCommand plain, Staff staff) {
    try {
      Optional<Path> made =
          AotCache.make(cache(), plain, staff.trainee().arguments(), this::startTraining);
      say.progress(
          made.isPresent()
              ? "noted which classes services use; the next start is quicker"
              : "classes cannot be put aside here; services start without");
      return made;
    } catch (IOException e) {
      say.progress("classes could not be put aside: " + e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Map<String, Users> rehearse() throws IOException, InterruptedException {
    Map<String, Users> users = new LinkedHashMap<>();
    for (String region : options.ports().regions()) {
      int door = options.roads().door(region);
      users.put(region, new Users(URI.create("http://127.0.0.1:" + door)));
    }
    closing.add(() -> users.values().forEach(Users::close));
    WarmUp.rehearse(List.copyOf(users.values()), options.warmUp());
    say.progress("warmed up");
    return users;
  }

  private void welcome(Cast cast, List<ServiceProcess> services, Guard guard, Power power)
      throws IOException {
    Truth truth =
        Truth.begin(folder.truth(), options.scenario(), options.seed(), options.topology());
    SplittableRandom seed = new SplittableRandom(options.seed());
    List<String> regions = options.ports().regions();
    regions.forEach(r -> cast.usersOf(r).arrive(new Visits(seed.split(), options.rateOf(r))));
    closing.summary(() -> Reports.load(regions, regions.stream().map(cast::usersOf).toList()));
    say.event("ready", Reports.ready(say.seconds(), cast, services, options.roads(), mark));
    say.progress("open for users");
    List<Plan> plans = options.plans();
    for (Plan plan : plans) {
      Truth one = plans.size() > 1 ? truth.act() : truth;
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .name("disturbance-" + plan.fault().kind())
              .start(new Disturbance(plan, options, cast, guard, power, one, clock, say));
      closing.add(
          () -> {
            thread.interrupt();
            thread.join(1_000);
          });
    }
  }

  private void ended(Node node, int code) {
    if (!closing.begun() && !leaving.contains(node.region())) {
      say.progress(node + " ended with code " + code);
      say.event("exited", Map.of("name", node.service(), "region", node.region(), "code", code));
    }
  }

  private void stop(PostgresServer server, Guard guard) throws InterruptedException {
    server.stop(guard);
    say.progress("PostgreSQL of " + server.region() + " has ended");
  }

  private void dismiss(Troupe troupe) throws InterruptedException {
    say.progress("services have ended" + (troupe.dismiss() ? "" : ", some by force"));
  }

  private Process startTraining(List<String> command) throws IOException {
    Process training = launcher.startAttached(command, folder.log("training"));
    closing.add(() -> end(training));
    return training;
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private Path cache() {
    return folder.writable(options.cache());
  }

  private void report() {
    try {
      LeftBehind left = LeftBehind.count(mark, options.roads().all().keySet(), options.dir());
      say.event("stopped", Reports.stopped(say.seconds(), left, closing.summary()));
      say.progress("closed" + (left.isNothing() ? "" : "; left behind: " + left));
    } catch (IOException e) {
      say.progress("could not count what is left: " + e);
    }
  }
}
