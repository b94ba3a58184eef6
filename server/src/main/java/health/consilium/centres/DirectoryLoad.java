package health.consilium.centres;

import health.consilium.centres.rules.AskRules;
import health.consilium.centres.rules.DirectoryFile;
import health.consilium.centres.rules.DirectoryProblem;
import health.consilium.centres.rules.DirectoryRow;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.terminology.rules.TumourType;
import health.consilium.terminology.rules.TumourTypeMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Loads a directory file, all of it or nothing. A row is known again by its codes, which are ids and identifiers of what it
 * became; what is as the file has it is not written again.
 */
@Component
class DirectoryLoad {

    /** Entries that are stored at a time; the transaction is one. */
    private static final int AT_A_TIME = 500;

    private final FhirStore store;
    private final TumourTypeMapper tumourTypes;
    private final AskRules asks;
    private final CentresSettings settings;

    DirectoryLoad(FhirStore store, TumourTypeMapper tumourTypes, AskRules asks, CentresSettings settings) {
        this.store = store;
        this.tumourTypes = tumourTypes;
        this.asks = asks;
        this.settings = settings;
    }

    /**
     * What a load did, or would do.
     *
     * @param ended what an earlier file had and this one has no more
     */
    record Report(boolean dryRun, int rows, Counts counts, List<Resource> ended, List<DirectoryProblem> problems) {}

    /** Resources that the file has. */
    record Counts(int created, int updated, int unchanged) {}

    /** @throws RefusedException 422 when it is no dry run and there are problems, all of them */
    Report load(byte[] bytes, boolean dryRun) {
        DirectoryFile file = DirectoryFile.read(
                bytes,
                tumourTypes.types().stream().map(TumourType::id).collect(Collectors.toSet()),
                asks,
                settings.directoryRows());
        return store.inTransaction(() -> load(file, dryRun));
    }

    private Report load(DirectoryFile file, boolean dryRun) {
        Map<String, Resource> wanted = new LinkedHashMap<>();
        Map<String, DirectoryRow> rows = new LinkedHashMap<>();
        for (DirectoryRow row : file.rows()) {
            new DirectoryResources(row).blank().forEach(blank -> {
                wanted.putIfAbsent(reference(blank), blank);
                rows.putIfAbsent(reference(blank), row);
            });
        }
        Map<String, Resource> stored = stored(wanted.values().stream().toList());
        List<DirectoryProblem> problems = new ArrayList<>(file.problems());
        problems.addAll(strangers(stored, rows));
        if (!problems.isEmpty() && !dryRun) {
            throw new RefusedException(
                    problems.stream().map(DirectoryLoad::refusal).toList());
        }
        List<Resource> changed = new ArrayList<>();
        wanted.forEach((reference, blank) -> {
            Resource before = stored.get(reference);
            Resource after = before == null ? blank : before.copy();
            new DirectoryResources(rows.get(reference)).fill(after);
            if (before == null || !isSame(before, after)) {
                changed.add(after);
            }
        });
        List<Resource> ended = new DirectoryEndings(store, wanted.keySet()).of(file.rows());
        if (!dryRun) {
            write(changed);
            write(ended);
        }
        int created = (int) changed.stream()
                .filter(resource -> !stored.containsKey(reference(resource)))
                .count();
        Counts counts = new Counts(created, changed.size() - created, wanted.size() - changed.size());
        return new Report(dryRun, file.count(), counts, ended, problems);
    }

    private Map<String, Resource> stored(List<Resource> wanted) {
        Map<String, Resource> stored = new LinkedHashMap<>();
        wanted.stream()
                .collect(Collectors.groupingBy(Resource::getClass, LinkedHashMap::new, Collectors.toList()))
                .forEach((type, resources) -> {
                    for (int from = 0; from < resources.size(); from += AT_A_TIME) {
                        List<String> ids =
                                resources.subList(from, Math.min(from + AT_A_TIME, resources.size())).stream()
                                        .map(resource -> resource.getIdElement().getIdPart())
                                        .toList();
                        store.search(FhirQuery.of(type).where("_id", ids))
                                .forEach(found -> stored.put(reference(found), found));
                    }
                });
        return stored;
    }

    /** A code of the file must not take over what is something else: a hospital, the desk, the service of another centre. */
    private static List<DirectoryProblem> strangers(Map<String, Resource> stored, Map<String, DirectoryRow> rows) {
        return stored.values().stream()
                .flatMap(resource -> stranger(resource, rows.get(reference(resource))))
                .toList();
    }

    private static Stream<DirectoryProblem> stranger(Resource resource, DirectoryRow row) {
        if (resource instanceof Organization && !resource.getMeta().hasProfile(DirectoryResources.CENTRE)) {
            return Stream.of(new DirectoryProblem(
                    row.line(),
                    "centre",
                    "Organization/" + row.centre().code() + " is no partner centre.",
                    "Take another code for the centre."));
        }
        if (resource instanceof HealthcareService service
                && !("Organization/" + row.centre().code())
                        .equals(service.getProvidedBy().getReference())) {
            return Stream.of(new DirectoryProblem(
                    row.line(),
                    "service",
                    "HealthcareService/" + row.service().code() + " is not of this centre.",
                    "Take another code for the service."));
        }
        return Stream.empty();
    }

    private static boolean isSame(Resource before, Resource after) {
        return bare(before).equalsDeep(bare(after));
    }

    private static Resource bare(Resource resource) {
        Resource bare = resource.copy();
        bare.setMeta(new Meta());
        return bare;
    }

    private void write(List<Resource> changed) {
        for (int from = 0; from < changed.size(); from += AT_A_TIME) {
            Bundle bundle = new Bundle();
            bundle.setType(BundleType.TRANSACTION);
            changed.subList(from, Math.min(from + AT_A_TIME, changed.size())).forEach(resource -> bundle.addEntry()
                    .setResource(resource)
                    .getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl(reference(resource)));
            store.transaction(bundle);
        }
    }

    private static Refusal refusal(DirectoryProblem problem) {
        String where =
                "Line " + problem.line() + (problem.column().isEmpty() ? "" : ", column " + problem.column()) + ": ";
        return Refusal.unprocessable("bad-row", where + problem.reason() + " " + problem.remedy());
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
