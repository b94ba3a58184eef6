Extension: AnswersQuestion
Id: answers-question
Title: "Answers question"
Description: "Number of the clinical question that the section answers."
Context: Composition.section
* insert Definition
* value[x] only positiveInt
* value[x] 1..1
