package health.consilium.journeys;

import static health.consilium.journeys.MatrixVerdicts.status;

import health.consilium.journeys.MatrixRules.Relation;
import health.consilium.journeys.MatrixRules.Who;
import health.consilium.support.Api.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;

/** Reads and searches of every type as entries of a batch and of a transaction: as many in one Bundle as it takes. */
final class MatrixBundles {

    private static final List<BundleType> KINDS = List.of(BundleType.BATCH, BundleType.TRANSACTION);

    private final MatrixCases cases;
    private final MatrixWorld world;
    private final Collection<String> types;

    MatrixBundles(MatrixCases cases, MatrixWorld world, Collection<String> types) {
        this.cases = cases;
        this.world = world;
        this.types = types;
    }

    /** An entry, and whether it shows what it asks for. */
    private record Asked(String url, String id, boolean shown) {}

    void add() {
        for (BundleType kind : KINDS) {
            for (Who who : Who.values()) {
                for (Relation relation : Relation.values()) {
                    readsOf(kind, who, relation);
                }
                types.stream().filter(type -> !MatrixRules.isPublic(type)).forEach(type -> refused(kind, who, type));
                shared(kind, who);
            }
            for (Relation relation : Relation.values()) {
                searchesOfTheDesk(kind, relation);
            }
            inHand(kind);
        }
    }

    private void readsOf(BundleType kind, Who who, Relation relation) {
        List<Asked> asked = new ArrayList<>();
        world.place(relation).ids().forEach((type, id) -> {
            if (who == Who.NOBODY || MatrixRules.reads(who, type)) {
                boolean sees = MatrixRules.sees(who, type, relation);
                asked.add(new Asked(type + "/" + id, id, sees));
                asked.add(new Asked(type + "/" + id + "/_history/1", id, sees));
            }
        });
        each(kind, who, relation, asked);
    }

    /** A type that is not for the role, and any search of who is confined to a case, stops the whole Bundle. */
    private void refused(BundleType kind, Who who, String type) {
        if (who == Who.NOBODY) {
            return;
        }
        String id = world.place(Relation.OWN).ids().get(type);
        List<String> urls = new ArrayList<>();
        if (!MatrixRules.reads(who, type)) {
            urls.add(type + "/" + id);
        }
        if (who != Who.COORDINATOR) {
            urls.add(type + "?_id=" + id);
        }
        for (String url : urls) {
            cases.add(
                    kind.toCode() + " entry",
                    who,
                    Relation.OWN,
                    url.replace(id, ""),
                    () -> status(send(kind, who, Relation.OWN, List.of(url)), Set.of(403)));
        }
    }

    private void shared(BundleType kind, Who who) {
        List<Asked> asked = new ArrayList<>();
        world.shared().forEach((type, id) -> {
            // HAPI answers reads of this one from its own bindings, under ids of its own.
            if (!type.equals("OperationDefinition")) {
                asked.add(new Asked(type + "/" + id, id, who != Who.NOBODY));
            }
        });
        each(kind, who, Relation.OWN, asked);
    }

    private void inHand(BundleType kind) {
        List<Asked> asked = new ArrayList<>();
        world.inHand().forEach((type, id) -> asked.add(new Asked(type + "/" + id, id, true)));
        each(kind, Who.TRANSLATOR, Relation.OWN, asked);
    }

    private void searchesOfTheDesk(BundleType kind, Relation relation) {
        List<Asked> asked = new ArrayList<>();
        world.place(relation).ids().forEach((type, id) -> asked.add(new Asked(type + "?_id=" + id, id, true)));
        each(kind, Who.COORDINATOR, relation, asked);
    }

    /** One Bundle of them all; each counts as a case. */
    private void each(BundleType kind, Who who, Relation relation, List<Asked> asked) {
        if (asked.isEmpty() || !MatrixRules.matters(who, relation)) {
            return;
        }
        Answered bundle = new Answered(
                () -> send(kind, who, relation, asked.stream().map(Asked::url).toList()));
        for (int i = 0; i < asked.size(); i++) {
            int number = i;
            cases.add(
                    kind.toCode() + " entry",
                    who,
                    relation,
                    asked.get(i).url(),
                    () -> verdict(bundle, who, asked.get(number), number));
        }
    }

    private Response send(BundleType kind, Who who, Relation relation, List<String> urls) {
        Bundle bundle = new Bundle().setType(kind);
        urls.forEach(
                url -> bundle.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl(url));
        return world.caller(who, relation).transaction(bundle);
    }

    /** Sent once, by whichever case comes first. */
    private static final class Answered {

        private final Supplier<Response> sent;
        private Response response;
        private Bundle bundle;

        private Answered(Supplier<Response> sent) {
            this.sent = sent;
        }

        private synchronized Response response() {
            if (response == null) {
                response = sent.get();
            }
            return response;
        }

        private synchronized BundleEntryComponent entry(int number) {
            if (bundle == null) {
                bundle = response().as(Bundle.class);
            }
            return bundle.getEntry().get(number);
        }
    }

    private static String verdict(Answered answer, Who who, Asked asked, int number) {
        if (who == Who.NOBODY || answer.response().status() != 200) {
            return status(answer.response(), Set.of(who == Who.NOBODY ? 401 : 200));
        }
        BundleEntryComponent entry = answer.entry(number);
        String status = entry.getResponse().getStatus();
        boolean shown = entry.hasResource() && holds(entry.getResource(), asked.id());
        return MatrixVerdicts.expect(
                status.startsWith(asked.shown() ? "200" : "404") && shown == asked.shown(),
                0,
                (asked.shown() ? "shown" : "404") + ", but " + status + (shown ? " and shown" : ""));
    }

    private static boolean holds(Resource resource, String id) {
        return id.equals(resource.getIdElement().getIdPart())
                || (resource instanceof Bundle bundle
                        && bundle.getEntry().stream().anyMatch(match -> holds(match.getResource(), id)));
    }
}
