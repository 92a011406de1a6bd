const [email, password] = ['email', 'password'].map((name) => document.querySelector(`input[name="${name}"]`));

for (const person of document.querySelectorAll('[data-email]')) {
  person.addEventListener('click', () => {
    email.value = person.dataset.email;
    password.value = 'demo_password!';
    email.form.requestSubmit();
  });
}
