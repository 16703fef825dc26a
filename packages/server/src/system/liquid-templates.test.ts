import { describe, expect, it } from '@jest/globals'
import { liquidTemplates } from './liquid-templates.ts'

const variables = {
  contact: { name: 'grace', email: null, custom_attribute: { plan: 'pro' } },
  tags: ['a', 'b'],
}

const render = (template: string) => liquidTemplates.render(template, variables)

describe('templates', () => {
  it.each([
    ['Hi {{contact.name}}', 'Hi grace'],
    ['Hi {{ contact.name | capitalize }}', 'Hi Grace'],
    ['Hi {{ contact.first_name | default: "there" }}', 'Hi there'],
    ['{{ contact.email }}{{ nobody.name }}', ''],
    ['{% if contact.custom_attribute.plan == "pro" %}Pro{% else %}Free{% endif %}', 'Pro'],
    ['{% for tag in tags %}{{ tag }},{% endfor %}', 'a,b,'],
  ])('make %j %j', (template, text) => {
    expect(render(template)).toBe(text)
  })

  it.each([
    ['no sound template', '{{ contact.name'],
    ['an unknown tag', '{% nonsense %}'],
    ['a look at another template', '{% include "secret" %}'],
    ['a look at a file', '{% render "/etc/passwd" %}'],
    ['a look at a layout', '{% layout "../package.json" %}'],
    ['a text that is long', `{{ contact.name }}${'x'.repeat(10_000)}`],
    ['a text of marks', '{{a}}'.repeat(101)],
    ['too much work', '{% for i in (1..100000000) %}x{% endfor %}'],
    ['much work in a small space', `${'{% for i in (1..900) %}'.repeat(6)}x${'{% endfor %}'.repeat(6)}`],
  ])('give up on %s', (_what, template) => {
    expect(render(template)).toBeNull()
  })

  it('show nothing of what a value is made of', () => {
    expect(render('{{ contact.constructor }}{{ contact.__proto__ }}{{ tags.constructor.name }}')).toBe('')
  })
})
