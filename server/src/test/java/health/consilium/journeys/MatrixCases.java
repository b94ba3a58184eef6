package health.consilium.journeys;

import health.consilium.journeys.MatrixRules.Relation;
import health.consilium.journeys.MatrixRules.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The cases of the matrix, which are tried several at a time. */
final class MatrixCases {

    private static final int THREADS = 4;

    private final List<Check> checks = new ArrayList<>();
    private final Set<String> failures = new TreeSet<>();

    /** One request and what must come of it; the verdict is empty when it did. */
    private record Check(String name, Callable<String> verdict) {}

    Set<String> failures() {
        return failures;
    }

    void add(String interaction, Who who, Relation relation, String type, Callable<String> verdict) {
        if (!MatrixRules.matters(who, relation)) {
            return;
        }
        checks.add(new Check(interaction + " of " + type + ", " + relation + ", by " + who, verdict));
    }

    /** How many cases there were of each interaction. */
    Map<String, Integer> run() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<String>> verdicts = new ArrayList<>();
            for (Check check : checks) {
                verdicts.add(threads.submit(() -> {
                    try {
                        String verdict = check.verdict().call();
                        return verdict.isEmpty() ? "" : check.name() + ": " + verdict;
                    } catch (Exception | AssertionError e) {
                        return check.name() + ": " + e;
                    }
                }));
            }
            for (Future<String> verdict : verdicts) {
                if (!verdict.get().isEmpty()) {
                    failures.add(verdict.get());
                }
            }
            Map<String, Integer> counts = new TreeMap<>();
            checks.forEach(check -> counts.merge(check.name().replaceAll(" of .*", ""), 1, Integer::sum));
            checks.clear();
            return counts;
        } finally {
            threads.shutdownNow();
        }
    }
}
