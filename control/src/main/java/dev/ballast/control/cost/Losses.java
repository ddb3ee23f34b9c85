// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Damage;
import dev.ballast.model.cost.Journey;
import dev.ballast.stats.reliability.Source;
import dev.ballast.stats.reliability.Toll;
import dev.ballast.stats.reliability.Year;
import java.util.List;
import java.util.stream.IntStream;

/** What a simulated year loses, by the damage functions of its journeys. */
final class Losses implements Toll {

  private static final double MONTH = Source.YEAR / 12;
  private static final double DAY = 24 * 60;

  private final List<OneJourney> journeys;

  Losses(CostModel model, Setting setting) {
    journeys = model.journeys().stream().map(j -> new OneJourney(j, setting)).toList();
  }

  @Override
  public double of(Year year) {
    double sum = 0;
    for (int j = 0; j < journeys.size(); j++) {
      sum += journeys.get(j).of(year, j);
    }
    return sum;
  }

  /** What a minute without service costs on average, all journeys together. */
  static double perMinute(Journey journey, Setting setting) {
    Damage damage = journey.damage();
    return setting.of(journey.name() + ".perMinute", damage.perMinute())
        * damage.recovered().complement().value();
  }

  /** One journey's numbers, looked up once. */
  private static final class OneJourney {

    private final double perMinute;
    private final double perIncident;
    private final double[] churnAfter;
    private final double[] churnCost;
    private final double[] creditBelow;
    private final double[] creditCost;
    private final double[] traffic;

    OneJourney(Journey journey, Setting setting) {
      Damage damage = journey.damage();
      perMinute = Losses.perMinute(journey, setting);
      perIncident = setting.of(journey.name() + ".perIncident", damage.perIncident());
      churnAfter = damage.churn().stream().mapToDouble(Damage.Churn::afterMinutes).toArray();
      churnCost =
          IntStream.range(0, churnAfter.length)
              .mapToDouble(
                  i ->
                      setting.of(
                          journey.name() + ".churn[" + i + "]", damage.churn().get(i).cost()))
              .toArray();
      creditBelow = damage.credits().stream().mapToDouble(c -> c.below().value()).toArray();
      creditCost =
          IntStream.range(0, creditBelow.length)
              .mapToDouble(
                  i ->
                      setting.of(
                          journey.name() + ".credits[" + i + "]", damage.credits().get(i).cost()))
              .toArray();
      double mean = damage.traffic().stream().mapToDouble(Double::doubleValue).average().orElse(1);
      traffic = damage.traffic().stream().mapToDouble(hour -> hour / mean).toArray();
    }

    double of(Year year, int journey) {
      int pieces = year.pieces(journey);
      if (pieces == 0) {
        return 0;
      }
      double lost = 0;
      for (int i = 0; i < pieces; i++) {
        lost += weighted(year.start(journey, i), year.end(journey, i)) * year.lost(journey, i);
      }
      return lost * perMinute
          + (perIncident > 0 || churnAfter.length > 0
              ? UserOutages.charged(year, journey, this::outage)
              : 0)
          + (creditBelow.length > 0 ? credits(year, journey) : 0);
    }

    /** One that hits all users. */
    private double outage(double minutes) {
      double cost = perIncident;
      for (int c = 0; c < churnAfter.length; c++) {
        cost += minutes > churnAfter[c] ? churnCost[c] : 0;
      }
      return cost;
    }

    private double credits(Year year, int journey) {
      double[] lost = new double[12];
      for (int i = 0; i < year.pieces(journey); i++) {
        double from = year.start(journey, i);
        double end = year.end(journey, i);
        while (from < end) {
          int month = Math.min(11, (int) (from / MONTH));
          double to = month == 11 ? end : Math.min(end, (month + 1) * MONTH);
          lost[month] += weighted(from, to) * year.lost(journey, i);
          from = to;
        }
      }
      double sum = 0;
      for (double month : lost) {
        sum += credit(1 - month / MONTH);
      }
      return sum;
    }

    private double credit(double served) {
      double deepest = 2;
      double cost = 0;
      for (int c = 0; c < creditBelow.length; c++) {
        if (served < creditBelow[c] && creditBelow[c] < deepest) {
          deepest = creditBelow[c];
          cost = creditCost[c];
        }
      }
      return cost;
    }

    /** Minutes of average traffic between two times. */
    private double weighted(double from, double to) {
      return traffic.length == 0 ? to - from : upTo(to) - upTo(from);
    }

    private double upTo(double minute) {
      double day = Math.floor(minute / DAY);
      double left = minute - day * DAY;
      double sum = day * DAY;
      for (int h = 0; h < traffic.length && left > 0; h++) {
        sum += Math.min(60, left) * traffic[h];
        left -= 60;
      }
      return sum;
    }
  }
}
