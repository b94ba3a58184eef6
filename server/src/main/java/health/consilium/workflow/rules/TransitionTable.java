package health.consilium.workflow.rules;

import static health.consilium.workflow.rules.TaskKind.REFERRAL;
import static health.consilium.workflow.rules.TaskKind.ROOT;
import static health.consilium.workflow.rules.TaskKind.WORK;
import static health.consilium.workflow.rules.Transition.OWNER;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Every legal step of every Task. The root's steps are the server's alone: they mirror what happens to the Tasks below it.
 * After {@code in-progress}, {@code on-hold} means waiting for a party outside the coordination desk and the centre.
 */
public final class TransitionTable {

    public static final String PURGED = "purged";

    private static final Set<String> SERVER = Set.of();
    private static final Set<String> CENTRE = Set.of(OWNER);
    private static final Set<String> COORDINATOR = Set.of("coordinator");
    private static final Set<String> OWNER_OR_COORDINATOR = Set.of(OWNER, "coordinator");

    private static final List<Transition> ALL = build();

    private TransitionTable() {}

    public static List<Transition> all() {
        return ALL;
    }

    /** Whether the server itself may make this step. */
    public static Verdict check(TaskKind kind, State from, State to) {
        return ALL.stream()
                        .anyMatch(step -> step.kind() == kind
                                && step.from().equals(from)
                                && step.to().equals(to))
                ? new Verdict.Allowed()
                : new Verdict.Refused(from, to, legal(kind, from, step -> true));
    }

    /**
     * Whether a caller may make this step by REST.
     *
     * @param role code of the caller's role
     * @param owner whether the Task is the caller's
     */
    public static Verdict check(TaskKind kind, State from, State to, String role, boolean owner) {
        List<State> legal = legal(kind, from, step -> step.isOpenTo(role, owner));
        return legal.contains(to) ? new Verdict.Allowed() : new Verdict.Refused(from, to, legal);
    }

    private static List<State> legal(TaskKind kind, State from, java.util.function.Predicate<Transition> open) {
        return ALL.stream()
                .filter(step -> step.kind() == kind && step.from().equals(from))
                .filter(open)
                .map(Transition::to)
                .distinct()
                .toList();
    }

    private static List<Transition> build() {
        List<Transition> all = new ArrayList<>();
        root(all);
        referral(all);
        work(all);
        return List.copyOf(new LinkedHashSet<>(all));
    }

    private static void root(List<Transition> all) {
        Chain root = new Chain(all, ROOT);
        root.state("requested", "enquiry-submitted").to("assessing", "not-suitable", "withdrawn");
        root.state("received", "assessing").to("options-offered", "not-suitable", "withdrawn");
        root.state("accepted", "options-offered").to("collecting-records", "withdrawn");
        root.state("in-progress", "collecting-records").to("records-review", "withdrawn");
        root.state("in-progress", "records-review").to("gaps-requested", "translating", "matching", "withdrawn");
        root.state("on-hold", "gaps-requested").to("records-review", "matching", "withdrawn");
        root.state("in-progress", "translating").to("matching", "gaps-requested", "withdrawn");
        root.state("in-progress", "matching")
                .to("awaiting-consent", "translating", "gaps-requested", "withdrawn", "unfulfillable");
        root.state("on-hold", "awaiting-consent")
                .to("submitted", "matching", "translating", "withdrawn", "consent-revoked");
        root.state("in-progress", "submitted").to("under-review", "matching", "withdrawn", "consent-revoked");
        root.state("in-progress", "under-review")
                .to("additional-info", "report-received", "matching", "withdrawn", "consent-revoked", "unfulfillable");
        root.state("on-hold", "additional-info")
                .to("under-review", "report-received", "matching", "withdrawn", "consent-revoked", "unfulfillable");
        // Back to the centre where it amends a report before that was delivered.
        root.state("in-progress", "report-received").to("report-qa", "under-review", "withdrawn", "consent-revoked");
        root.state("in-progress", "report-qa").to("delivered", "under-review", "withdrawn", "consent-revoked");
        root.state("in-progress", "delivered").to("follow-up", "closed", "report-received");
        root.state("in-progress", "follow-up").to("closed", "report-received");
        root.state("completed", "closed").to(PURGED);
        root.connect();
        // To be purged changes what is left of a case, not how it ended.
        for (String end : List.of("not-suitable", "withdrawn", "consent-revoked", "unfulfillable")) {
            State ended = root.states.get(end);
            add(all, ROOT, ended, SERVER, new State(ended.status(), PURGED));
        }
    }

    /** The status that belongs to each business status of the root. */
    public static State root(String business) {
        return ALL.stream()
                .filter(step -> step.kind() == ROOT)
                .flatMap(step -> java.util.stream.Stream.of(step.from(), step.to()))
                .filter(state -> state.business().equals(business))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such business status: " + business));
    }

    private static void referral(List<Transition> all) {
        State submitted = new State("requested", "submitted");
        State opened = new State("received", "package-opened");
        State accepted = new State("accepted", "review-accepted");
        State declined = new State("rejected", "declined");
        State askedBefore = new State("received", "awaiting-information");
        State reviewing = new State("in-progress", "under-review");
        State board = new State("in-progress", "board-scheduled");
        State several = new State("in-progress", "multi-specialist");
        State preliminary = new State("in-progress", "preliminary-outcome");
        State waiting = new State("on-hold", "awaiting-information");
        State tests = new State("on-hold", "additional-tests");
        State reported = new State("completed", "report-submitted");
        State unable = new State("failed", "unable-to-review");
        State cancelled = new State("cancelled", "cancelled");

        add(all, REFERRAL, submitted, SERVER, opened);
        add(all, REFERRAL, submitted, CENTRE, accepted, declined);
        add(all, REFERRAL, opened, CENTRE, accepted, declined, askedBefore);
        add(all, REFERRAL, askedBefore, CENTRE, accepted, declined, opened);
        add(all, REFERRAL, accepted, CENTRE, reviewing, board, several, waiting, unable);
        List<State> working = List.of(reviewing, board, several, preliminary);
        List<State> holding = List.of(waiting, tests);
        for (State from : working) {
            for (State to : working) {
                if (!from.equals(to)) {
                    add(all, REFERRAL, from, CENTRE, to);
                }
            }
            add(all, REFERRAL, from, CENTRE, waiting, tests, unable);
            add(all, REFERRAL, from, SERVER, reported, cancelled);
        }
        for (State from : holding) {
            add(all, REFERRAL, from, CENTRE, reviewing, board, several, unable);
            add(all, REFERRAL, from, SERVER, cancelled, reported);
        }
        add(all, REFERRAL, accepted, SERVER, reported);
        for (State from : List.of(submitted, opened, askedBefore, accepted)) {
            add(all, REFERRAL, from, COORDINATOR, cancelled);
        }
        // An amended report after the first: the Task is complete and stays so.
        add(all, REFERRAL, reported, SERVER, reviewing);
    }

    private static void work(List<Transition> all) {
        for (String from : List.of("draft", "requested", "received", "accepted", "in-progress", "on-hold")) {
            State state = State.status(from);
            for (String to : List.of("received", "accepted", "in-progress", "on-hold", "completed", "rejected")) {
                if (rank(to) > rank(from) || isPause(from, to)) {
                    add(all, WORK, state, OWNER_OR_COORDINATOR, State.status(to));
                }
            }
            add(all, WORK, state, COORDINATOR, State.status("cancelled"));
            add(all, WORK, state, COORDINATOR, State.status("failed"));
        }
        // Prepared, and not yet for its owner to see.
        add(all, WORK, State.status("draft"), SERVER, State.status("requested"));
        // Given back to the pool.
        add(all, WORK, State.status("accepted"), OWNER_OR_COORDINATOR, State.status("requested"));
        add(all, WORK, State.status("in-progress"), OWNER_OR_COORDINATOR, State.status("requested"));
    }

    private static int rank(String status) {
        return List.of("draft", "requested", "received", "accepted", "in-progress", "completed", "rejected")
                .indexOf(status);
    }

    private static boolean isPause(String from, String to) {
        return from.equals("in-progress") && to.equals("on-hold") || from.equals("on-hold") && rank(to) >= 4;
    }

    private static void add(List<Transition> all, TaskKind kind, State from, Set<String> by, State... to) {
        for (State target : to) {
            all.add(new Transition(kind, from, target, by));
        }
    }

    /** Collects states by name first, because a step names its target by business status alone. */
    private static final class Chain {
        private final List<Transition> all;
        private final TaskKind kind;
        private final java.util.Map<String, State> states = new java.util.LinkedHashMap<>();
        private final java.util.Map<String, List<String>> targets = new java.util.LinkedHashMap<>();
        private String current;

        Chain(List<Transition> all, TaskKind kind) {
            this.all = all;
            this.kind = kind;
            exit("rejected", "not-suitable");
            exit("cancelled", "withdrawn");
            exit("cancelled", "consent-revoked");
            exit("failed", "unfulfillable");
            exit("completed", PURGED);
        }

        private void exit(String status, String business) {
            states.put(business, new State(status, business));
        }

        Chain state(String status, String business) {
            states.put(business, new State(status, business));
            current = business;
            return this;
        }

        void to(String... next) {
            targets.put(current, List.of(next));
        }

        void connect() {
            targets.forEach((from, next) ->
                    next.forEach(to -> all.add(new Transition(kind, states.get(from), states.get(to), SERVER))));
        }
    }
}
