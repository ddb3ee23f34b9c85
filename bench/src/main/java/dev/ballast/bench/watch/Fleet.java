// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.watch;

import dev.ballast.control.predict.Sample;
import dev.ballast.control.predict.SeriesName;
import dev.ballast.control.predict.Signal;
import dev.ballast.control.predict.Surroundings;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Made-up services in two regions that call each other, with all that makes a watch err: Poisson
 * arrivals at low rates, lognormal durations with a Pareto tail, stray errors in clusters, a host
 * that is slow for all of them for some seconds now and then, cold starts, sawtooth heaps and
 * wandering CPU. One of them can be broken as the demo's shop breaks its own.
 */
final class Fleet {

  private static final String[] REGIONS = {"us-east", "eu-west"};
  private static final double COLD_SECONDS = 8;

  private final Random random;
  private final List<Member> members = new ArrayList<>();
  private final Map<Place, Set<Place>> calls = new HashMap<>();
  private final Instant start;
  private int second;
  private double slow = 1;
  private int slowFor;

  /** A broken place. */
  record Fault(Place victim, Kind kind, double size, int from) {

    /** As the shop does it: a share of errors, or pauses in seconds. */
    enum Kind {
      ERRORS,
      STALLS
    }
  }

  /** One place and the totals of its requests and of the calls to it. */
  private static final class Member {
    private final Place place;
    private final double rate;
    private final double median;
    private final double stray;
    private final List<Member> callees = new ArrayList<>();
    private final List<double[]> totals = new ArrayList<>();
    private final List<String> of = new ArrayList<>();
    private double heap;
    private double cpu;
    private double burst;

    Member(Place place, double rate, double median, double stray) {
      this.place = place;
      this.rate = rate;
      this.median = median;
      this.stray = stray;
      of.add("");
      totals.add(new double[3]);
    }
  }

  /** So many services in each of two regions. */
  Fleet(int services, long seed, Instant start) {
    this.random = new Random(seed);
    this.start = start;
    for (String region : REGIONS) {
      List<Member> here = new ArrayList<>();
      for (int i = 0; i < services; i++) {
        here.add(
            new Member(
                new Place(new ServiceName("s" + i), region),
                Math.exp(Math.log(1.5) + random.nextDouble() * Math.log(20)),
                Math.exp(Math.log(0.001) + random.nextDouble() * Math.log(60)),
                random.nextInt(3) == 0 ? 0.01 * random.nextDouble() : 0));
      }
      link(here);
      members.addAll(here);
    }
  }

  /** Each calls up to three of those after it. */
  private void link(List<Member> here) {
    for (int i = 0; i < here.size() - 1; i++) {
      Member caller = here.get(i);
      for (int k = 0; k < 3; k++) {
        Member callee = here.get(i + 1 + random.nextInt(here.size() - i - 1));
        if (!caller.callees.contains(callee)) {
          caller.callees.add(callee);
          callee.of.add("calls from " + caller.place.service());
          callee.totals.add(new double[3]);
          calls.computeIfAbsent(caller.place, p -> new TreeSet<>()).add(callee.place);
        }
      }
    }
  }

  /** A victim that somebody calls and that is asked at least three times a second. */
  Fault fault(long seed, int from) {
    Random dice = new Random(seed);
    List<Member> possible =
        members.stream().filter(m -> m.of.size() > 1 && m.rate >= 3 && m.median < 0.03).toList();
    Member victim = possible.get(dice.nextInt(possible.size()));
    boolean errors = dice.nextBoolean();
    return new Fault(
        victim.place,
        errors ? Fault.Kind.ERRORS : Fault.Kind.STALLS,
        errors ? 0.3 + 0.3 * dice.nextDouble() : 0.25 + 0.25 * dice.nextDouble(),
        from);
  }

  Surroundings surroundings() {
    return new Surroundings(start.plusSeconds(second), place -> "", calls);
  }

  Map<Place, Set<Place>> calls() {
    return calls;
  }

  /** Lets a second pass; {@code fault} may be of later. */
  List<Sample> next(java.util.Optional<Fault> fault) {
    second++;
    host();
    List<Sample> samples = new ArrayList<>();
    Map<Member, double[]> effects = new HashMap<>();
    for (Member member : members) {
      requests(member, effect(member, fault, effects), samples);
      resources(member, samples);
    }
    return samples;
  }

  /** Every few minutes everything is some times slower for some seconds. */
  private void host() {
    if (slowFor > 0) {
      slowFor--;
    } else {
      boolean begins = random.nextInt(240) == 0;
      slow = begins ? 2 + 6 * random.nextDouble() : 1;
      slowFor = begins ? 1 + random.nextInt(7) : 0;
    }
  }

  /** What the fault adds here: share of errors, seconds of waiting. */
  private double[] effect(
      Member member, java.util.Optional<Fault> fault, Map<Member, double[]> known) {
    double[] before = known.get(member);
    if (before != null) {
      return before;
    }
    double[] effect = new double[2];
    if (fault.isPresent() && second >= fault.get().from()) {
      Fault f = fault.get();
      if (member.place.equals(f.victim())) {
        double duty = f.size() / (f.size() + 0.06);
        effect[f.kind() == Fault.Kind.ERRORS ? 0 : 1] =
            f.kind() == Fault.Kind.ERRORS ? f.size() : duty * f.size() / 2;
      }
      for (Member callee : member.callees) {
        double[] theirs = effect(callee, fault, known);
        effect[0] = 1 - (1 - effect[0]) * (1 - 0.5 * theirs[0]);
        effect[1] += 0.5 * theirs[1];
      }
    }
    known.put(member, effect);
    return effect;
  }

  private void requests(Member member, double[] effect, List<Sample> into) {
    member.burst = random.nextInt(400) == 0 ? 0.3 : member.burst * 0.4;
    double errors = Math.min(1, member.stray + member.stray * 10 * member.burst + effect[0]);
    double cold = 1 + 5 * Math.exp(-second / COLD_SECONDS);
    for (int k = 0; k < member.of.size(); k++) {
      double rate = k == 0 ? member.rate : member.rate / (member.of.size() - 1);
      int count = poisson(rate);
      double[] totals = member.totals.get(k);
      for (int i = 0; i < count; i++) {
        totals[0]++;
        totals[1] += random.nextDouble() < errors ? 1 : 0;
        double wait = effect[1] * 2 * random.nextDouble();
        totals[2] += duration(member.median * cold * slow) + wait;
      }
      String of = member.of.get(k);
      into.add(new Sample.Total(name(member, Signal.REQUESTS, of), totals[0]));
      into.add(new Sample.Share(name(member, Signal.ERRORS, of), totals[1], totals[0]));
      into.add(new Sample.Share(name(member, Signal.DURATION, of), totals[2], totals[0]));
    }
  }

  /** Lognormal; one in two hundred with a Pareto tail of index 1.5, as of collections and locks. */
  private double duration(double median) {
    double value = median * Math.exp(0.5 * random.nextGaussian());
    if (random.nextInt(200) == 0) {
      value *= Math.min(100, 2 * Math.pow(1 - random.nextDouble(), -1 / 1.5));
    }
    return value;
  }

  private void resources(Member member, List<Sample> into) {
    member.heap += 0.2e6 * member.rate * (0.5 + random.nextDouble());
    member.heap = member.heap > 40e6 ? 8e6 + 4e6 * random.nextDouble() : member.heap;
    double aim = 0.02 * member.rate * slow;
    member.cpu += (aim - member.cpu) * 0.3 + 0.1 * aim * random.nextGaussian();
    into.add(new Sample.Level(name(member, Signal.RESOURCE, "heap"), member.heap));
    into.add(new Sample.Level(name(member, Signal.RESOURCE, "cpu"), Math.max(0, member.cpu)));
    into.add(
        new Sample.Level(
            name(member, Signal.RESOURCE, "connections"), poisson(member.rate * member.median)));
  }

  private static SeriesName name(Member member, Signal signal, String of) {
    return new SeriesName(member.place, signal, of);
  }

  private int poisson(double mean) {
    if (mean > 30) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    int count = -1;
    double product = 1;
    do {
      count++;
      product *= random.nextDouble();
    } while (product > limit);
    return count;
  }
}
