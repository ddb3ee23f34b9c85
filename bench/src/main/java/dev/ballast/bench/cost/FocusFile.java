// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.cost;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes a bill with all columns of FOCUS 1.2, and knows its sum. */
final class FocusFile {

  private static final String HEADER =
      "AvailabilityZone,BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,"
          + "BillingPeriodEnd,BillingPeriodStart,CapacityReservationId,CapacityReservationStatus,"
          + "ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,"
          + "ChargePeriodStart,CommitmentDiscountCategory,CommitmentDiscountId,"
          + "CommitmentDiscountName,CommitmentDiscountStatus,CommitmentDiscountType,ConsumedQuantity,"
          + "ConsumedUnit,ContractedCost,ContractedUnitPrice,EffectiveCost,InvoiceId,"
          + "InvoiceIssuerName,ListCost,ListUnitPrice,PricingCategory,PricingQuantity,PricingUnit,"
          + "ProviderName,PublisherName,RegionId,RegionName,ResourceId,ResourceName,ResourceType,"
          + "ServiceCategory,ServiceName,ServiceSubcategory,SkuId,SkuPriceId,SubAccountId,"
          + "SubAccountName,Tags\n";

  private FocusFile() {}

  /** The exact sum of what counts: usage and purchases, no tax, credit or correction. */
  static BigDecimal write(Path file, int rows, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    long units = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEADER);
      for (int i = 0; i < rows; i++) {
        long cost = random.nextLong(1, 50_000_000);
        int kind = random.nextInt(100);
        String category = kind < 2 ? "Tax" : kind < 4 ? "Credit" : kind < 8 ? "Purchase" : "Usage";
        boolean correction = kind == 50;
        units += kind >= 4 && !correction ? cost : 0;
        out.write(row(i, BigDecimal.valueOf(cost, 8).toPlainString(), category, correction));
      }
    }
    return BigDecimal.valueOf(units, 8);
  }

  private static String row(int i, String cost, String category, boolean correction) {
    int day = 1 + i % 30;
    String start = "2026-06-%02dT%02d:00:00Z".formatted(day, i % 24);
    String end = "2026-06-%02dT%02d:59:59Z".formatted(day, i % 24);
    return "us-east-1a,"
        + cost
        + ",123456789012,Example Ltd,USD,2026-07-01T00:00:00Z,"
        + "2026-06-01T00:00:00Z,,,"
        + category
        + ","
        + (correction ? "Correction" : "")
        + ",\"Instances, on demand, hour "
        + i % 700
        + "\",Usage-Based,"
        + end
        + ","
        + start
        + ",,,,,,1.0,Hours,"
        + cost
        + ",0.096,"
        + cost
        + ",INV-2026-06,Example Cloud,"
        + cost
        + ",0.096,Standard,1,Hours,Example Cloud,Example Cloud,us-east-1,US East,"
        + "arn:example:instance/i-"
        + i % 5_000
        + ",node-"
        + i % 5_000
        + ",Virtual Machine,Compute,Service "
        + i % 40
        + ",Virtual Machines,SKU"
        + i % 300
        + ",PRICE"
        + i % 300
        + ",98765432109"
        + i % 9
        + ",team-"
        + i % 9
        + ",\"{\"\"service\"\":\"\"web-"
        + i % 25
        + "\"\",\"\"env\"\":\"\"prod\"\"}\"\n";
  }
}
