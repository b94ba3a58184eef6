package health.consilium.support;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.fhirpath.IFhirPath;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** A {@link FhirStore} for tests without a database: tokens, references and labels can be searched. */
public final class InMemoryFhirStore implements FhirStore {

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final IFhirPath PATH = CONTEXT.newFhirPath();

    private final Map<String, Resource> resources = new LinkedHashMap<>();

    @Override
    public <T extends Resource> Optional<T> find(Class<T> type, String id) {
        return find(CONTEXT.getResourceType(type) + "/" + new IdType(id).getIdPart())
                .map(type::cast);
    }

    @Override
    public Optional<Resource> find(String reference) {
        return Optional.ofNullable(resources.get(
                        new IdType(reference).toUnqualifiedVersionless().getValue()))
                .map(Resource::copy);
    }

    @Override
    public <T extends Resource> List<T> search(FhirQuery<T> query) {
        return resources.values().stream()
                .filter(query.type()::isInstance)
                .filter(resource -> query.parameters().entrySet().stream()
                        .allMatch(entry -> matches(resource, entry.getKey(), entry.getValue())))
                .map(resource -> query.type().cast(resource.copy()))
                .toList();
    }

    private static boolean matches(Resource resource, String parameter, List<String> accepted) {
        return values(resource, parameter).stream()
                .anyMatch(value -> accepted.stream().anyMatch(token -> isMatch(value, token)));
    }

    private static boolean isMatch(String value, String token) {
        return value.equals(token) || (!token.contains("|") && value.endsWith("|" + token));
    }

    private static List<String> values(Resource resource, String parameter) {
        if (parameter.equals("_security")) {
            return resource.getMeta().getSecurity().stream()
                    .map(InMemoryFhirStore::token)
                    .toList();
        }
        if (parameter.equals("_id")) {
            return List.of(resource.getIdElement().getIdPart());
        }
        RuntimeSearchParam definition = CONTEXT.getResourceDefinition(resource).getSearchParam(parameter);
        List<String> values = new ArrayList<>();
        for (String path : definition.getPath().split("\\|")) {
            PATH.evaluate(resource, path.trim(), IBase.class).forEach(element -> values.addAll(tokens(element)));
        }
        return values;
    }

    private static List<String> tokens(IBase element) {
        if (element instanceof CodeableConcept concept) {
            return concept.getCoding().stream().map(InMemoryFhirStore::token).toList();
        }
        if (element instanceof Coding coding) {
            return List.of(token(coding));
        }
        if (element instanceof Identifier identifier) {
            return List.of(identifier.getSystem() + "|" + identifier.getValue());
        }
        if (element instanceof Reference reference) {
            return List.of(String.valueOf(reference.getReference()));
        }
        return List.of(String.valueOf(((org.hl7.fhir.r4.model.Base) element).primitiveValue()));
    }

    private static String token(Coding coding) {
        return coding.getSystem() + "|" + coding.getCode();
    }

    @Override
    public <T extends Resource> T create(T resource) {
        if (!resource.hasId()) {
            resource.setId(UUID.randomUUID().toString());
        }
        return put(resource, 1);
    }

    @Override
    public <T extends Resource> T update(T resource) {
        Resource current = resources.get(key(resource));
        long version = current == null ? 0 : Long.parseLong(current.getMeta().getVersionId());
        String read = resource.getMeta().getVersionId();
        if (read != null && Long.parseLong(read) != version) {
            throw Refusal.precondition("stale-version", "The resource has changed since.")
                    .asException();
        }
        return put(resource, version + 1);
    }

    @SuppressWarnings("unchecked")
    private <T extends Resource> T put(T resource, long version) {
        T stored = (T) resource.copy();
        stored.setId(new IdType(resource.fhirType(), resource.getIdElement().getIdPart(), String.valueOf(version)));
        stored.getMeta().setVersionId(String.valueOf(version));
        resources.put(key(stored), stored);
        return (T) stored.copy();
    }

    private static String key(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    @Override
    public void label(String reference, List<Coding> labels) {
        labels.forEach(label -> resources.get(reference).getMeta().addSecurity(label));
    }

    @Override
    public Bundle transaction(Bundle bundle) {
        bundle.getEntry().forEach(entry -> create(entry.getResource()));
        return bundle;
    }

    @Override
    public <R> R inTransaction(Supplier<R> work) {
        return work.get();
    }
}
