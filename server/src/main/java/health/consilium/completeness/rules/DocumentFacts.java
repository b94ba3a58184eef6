package health.consilium.completeness.rules;

import java.util.List;

/** Whether a document is in a language that the centre does not read; known as soon as there is any document. */
final class DocumentFacts implements FactRule {

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        List<Evidence> documents = context.index().documents().stream()
                .filter(e -> e.problem() == null || !e.problem().isVoid())
                .toList();
        if (!documents.isEmpty()) {
            boolean foreign = documents.stream()
                    .anyMatch(e -> e.problem() == Problem.NOT_TRANSLATED
                            || !e.translations().isEmpty());
            facts.is("documentsNeedTranslation", foreign);
        }
    }
}
