// Exchanges the token for a cookie that scripts cannot read, and shows the page that was asked for.

const form = document.getElementById('sign-in');
const token = document.getElementById('token');
const said = document.getElementById('said');
document.getElementById('server').textContent = location.host;
const button = form.querySelector('button');

form.addEventListener('submit', async event => {
  event.preventDefault();
  button.disabled = true;
  said.textContent = '';
  try {
    said.textContent = await signIn(token.value.trim());
  } catch {
    said.textContent = 'The server does not answer. Try again.';
  }
  button.disabled = false;
  token.select();
});

/** What is wrong, in words; where nothing is, the page goes away. */
async function signIn(value) {
  // A header takes no more than this; what else a person pastes is no token.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return 'That is no access token: it holds a space, or a letter that a token cannot hold.';
  }
  const answer = await fetch('/api/session', { method: 'POST', headers: { Authorization: `Bearer ${value}` } });
  if (answer.ok) {
    token.value = '';
    location.reload();
    return 'Signed in.';
  }
  return answer.status === 401 || answer.status === 403
    ? 'That is not the token of this server.'
    : `The server answered ${answer.status}. Try again.`;
}
